package io.jenkins.plugins.terraformparallel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PortFailureTest {

    static Stream<FileSystemException> fileFailures() {
        return Stream.of(
                new NoSuchFileException("a", "b", "c"),
                new NoSuchFileException("a"),
                new AccessDeniedException("a", null, "c"),
                new NotDirectoryException("a"),
                new FileSystemException("a", null, "No space left on device"));
    }

    @ParameterizedTest
    @MethodSource("fileFailures")
    void failuresOfFilesComeBackAsTheyWere(FileSystemException failure) {
        assertThat(PortFailure.of(failure).exception()).hasSameClassAs(failure).hasMessage(failure.getMessage());
    }

    @Test
    void othersKeepTheirWords() {
        assertThat(PortFailure.of(new FileSystemLoopException("a")).exception())
                .isInstanceOf(FileSystemException.class)
                .hasMessage("a: FileSystemLoopException");
        assertThat(PortFailure.of(new FileNotFoundException("x")).exception())
                .hasSameClassAs(new IOException())
                .hasMessage("x");
        assertThat(PortFailure.of(new IOException()).exception()).hasMessage("IOException");
    }

    @Test
    void aBugIsNoFailureOfFiles() {
        PortFailure failure = PortFailure.of(new IllegalArgumentException("not so"));

        assertThatThrownBy(failure::exception)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("IllegalArgumentException: not so")
                .hasMessageContaining("PortFailureTest");
    }
}
