package io.jenkins.plugins.terraformparallel.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationIndexerTest {
    private static final String INDEXED = """
            package org.jvnet.hudson.annotation_indexer;
            public @interface Indexed {}
            """;
    private static final String MARKED = """
            package a;
            @org.jvnet.hudson.annotation_indexer.Indexed
            public @interface Marked {}
            """;

    @TempDir
    private Path classes;

    @Test
    void aClassIsListedForItselfAndForItsMembers() throws IOException {
        compile(INDEXED, MARKED, """
                package a;
                @Marked
                class Type {
                    static class Method {
                        @Marked
                        void method(int parameter) {}
                    }
                    static class Field {
                        @Marked
                        @Deprecated
                        int field;
                    }
                    static class Constructor {
                        @Marked
                        Constructor() {}
                    }
                    static class Parameter {
                        void method(@Marked int parameter) {}
                    }
                    static class Nothing {}
                }
                """);

        assertThat(index("a.Marked")).isEqualTo("""
                a.Type
                a.Type$Constructor
                a.Type$Field
                a.Type$Method
                a.Type$Parameter
                """);
    }

    @Test
    void otherAnnotationsHaveNoIndex() throws IOException {
        compile(INDEXED, MARKED, "package a; @Deprecated class Type {}");

        try (Stream<Path> files = Files.walk(classes)) {
            assertThat(files.filter(file -> file.toString().contains("META-INF")))
                    .isEmpty();
        }
    }

    @Test
    void anAnnotationThatIsAMemberGoesByItsBinaryName() throws IOException {
        compile(INDEXED, """
                package a;
                class Outer {
                    @org.jvnet.hudson.annotation_indexer.Indexed
                    @interface Marked {}
                    @Marked
                    enum Value {}
                }
                """);

        assertThat(index("a.Outer$Marked")).isEqualTo("a.Outer$Value\n");
    }

    private String index(String annotation) throws IOException {
        return Files.readString(classes.resolve("META-INF/services/annotations").resolve(annotation));
    }

    private void compile(String... sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            JavaCompiler.CompilationTask task = compiler.getTask(
                    new StringWriter(),
                    files,
                    problems,
                    null,
                    null,
                    Stream.of(sources).map(Source::new).toList());
            task.setProcessors(List.of(new AnnotationIndexer()));
            assertThat(task.call())
                    .as(() -> problems.getDiagnostics().toString())
                    .isTrue();
        }
        assertThat(problems.getDiagnostics()).isEmpty();
    }

    /** One source file; it may be named as it likes because nothing in it is public but annotations. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///" + nameOf(text) + ".java"), Kind.SOURCE);
            this.text = text;
        }

        private static String nameOf(String text) {
            return text.replaceAll("(?s).*?(?:@interface|class) (\\w+).*", "$1");
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
