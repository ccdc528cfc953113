package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /dev/pts/3    | xterm | ''  | true  | true
                    /dev/tty1     | linux | ''  | true  | true
                    /dev/console  | xterm | ''  | true  | true
                    /dev/pts/3    | xterm | 1   | true  | false
                    /dev/pts/3    | dumb  | ''  | false | false
                    /dev/pts/3    | ''    | ''  | false | false
                    pipe:[123]    | xterm | ''  | false | false
                    /tmp/out.txt  | xterm | ''  | false | false
                    /dev/null     | xterm | ''  | false | false
                    ''            | xterm | ''  | false | false
                    """)
    void isLiveOnATerminalAndColouredUnlessRefused(
            String device, String term, String noColor, boolean live, boolean colours) {
        Terminal terminal =
                Terminal.of(Map.of("TERM", term, "NO_COLOR", noColor), device, () -> new Terminal.Size(0, 0));

        assertThat(terminal.isLive()).isEqualTo(live);
        assertThat(terminal.hasColours()).isEqualTo(colours);
    }

    @ParameterizedTest
    @CsvSource({"'',132,132", "100,132,100", "wide,132,132", "0,132,132", "'',0,80"})
    void isAsWideAsItSaysUnlessTheUserSaysOtherwise(String columns, int measured, int width) {
        Terminal terminal = Terminal.of(
                Map.of("TERM", "xterm", "COLUMNS", columns), "/dev/pts/0", () -> new Terminal.Size(40, measured));

        assertThat(terminal.size()).isEqualTo(new Terminal.Size(40, width));
    }

    @Test
    void isMeasuredAgainOnlyWhenAsked() {
        AtomicReference<Terminal.Size> window = new AtomicReference<>(new Terminal.Size(24, 80));
        Terminal terminal = Terminal.of(Map.of("TERM", "xterm"), "/dev/pts/0", window::get);
        terminal.size();
        window.set(new Terminal.Size(50, 132));

        assertThat(terminal.size().columns()).isEqualTo(80);
        terminal.measureAgain();
        assertThat(terminal.size()).isEqualTo(new Terminal.Size(50, 132));
    }
}
