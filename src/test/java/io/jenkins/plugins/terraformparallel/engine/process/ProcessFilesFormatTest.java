package io.jenkins.plugins.terraformparallel.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessFilesFormatTest {

    private static final String BOOT = "0d4e1c2a-1b2c-4d3e-8f90-a1b2c3d4e5f6";

    @Property(tries = 200)
    void anIdentityIsReadBackAndNeverFromAPartOfItsFile(
            @ForAll @LongRange(min = 1, max = 4_194_304) long pid,
            @ForAll @LongRange(min = 0, max = 999_999_999_999L) long ticks) {
        ProcessIdentity identity = new ProcessIdentity(pid, ticks, BOOT);
        String file = identity.format();

        assertThat(ProcessIdentity.parse(file)).isEqualTo(identity);
        for (int end = 0; end < file.length(); end++) {
            assertThat(ProcessIdentity.parse(file.substring(0, end))).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "0 1 a\n", "-1 1 a\n", "1 1\n", "1 1 a b\n", "1 1 a\n\n", "99999999999 1 a\n"})
    void anythingElseIsNoIdentity(String content) {
        assertThat(ProcessIdentity.parse(content)).isNull();
    }

    @Property(tries = 256)
    void anExitCodeIsReadBackAndNeverFromAMixtureWithThePlaceholder(@ForAll @IntRange(min = 0, max = 255) int code) {
        String last = String.format("exit%03d%n", code);
        for (String text : List.of(last, "stopped\n", "refused\n")) {
            assertThat(ExitNote.parse(text)).isNotNull().isNotEqualTo(new ExitNote.Pending());
            for (int mask = 0; mask < 1 << 8; mask++) {
                StringBuilder torn = new StringBuilder("running\n");
                for (int i = 0; i < 8; i++) {
                    if ((mask & 1 << i) != 0) {
                        torn.setCharAt(i, text.charAt(i));
                    }
                }
                assertThat(ExitNote.parse(torn.toString()))
                        .isEqualTo(torn.toString().equals(text) ? ExitNote.parse(text) : new ExitNote.Pending());
            }
        }
        assertThat(ExitNote.parse(last)).isEqualTo(new ExitNote.Code(code));
    }

    @Test
    void noExitFileMeansNeverStartedAndAnEmptyOneTaken() {
        assertThat(ExitNote.parse(null)).isNull();
        assertThat(ExitNote.parse("")).isEqualTo(new ExitNote.Pending());
    }

    @Property(tries = 200)
    void aLockNoteIsReadBackAndNeverFromAPartOfItsFile(
            @ForAll String holder, @ForAll String directory, @ForAll String unit) {
        for (LockNote note : List.of(
                new LockNote(holder, directory, List.of(unit)),
                new LockNote(holder, directory, List.of("a", "end", unit)),
                new LockNote(holder, null, List.of()))) {
            String file = note.format();
            assertThat(LockNote.parse(file)).isEqualTo(note);
            for (int end = 0; end < file.length(); end++) {
                assertThat(LockNote.parse(file.substring(0, end))).isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".a", "a/b", "a b", "a\n", "ä", "a~b"})
    void onlySafeNamesBecomePaths(String unit) {
        assertThatThrownBy(() -> new ProcessFiles("/run").chain(unit, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
