package io.jenkins.plugins.terraformparallel.testing.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What {@code standalone/jenkins-api} declares is what Jenkins has: every type, member, modifier, type parameter,
 * checked exception and supertype. It may leave out what it likes, but no overload that the compiler would prefer.
 */
class DeclaredApiJenkinsTest {
    private static final Path SOURCES = Path.of("standalone/jenkins-api/src/main/java");

    private static TypeModel declared;
    private static TypeModel real;
    private static Set<String> names;

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            declared = TypeModel.ofSources(
                    files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                            .sorted()
                            .toList());
        }
        real = TypeModel.ofClassPath();
        names = declared.all().map(TypeElement::toString).collect(Collectors.toSet());
    }

    @Test
    void everyDeclaredTypeIsAsJenkinsHasIt() {
        assertThat(declared.all()).isNotEmpty();
        assertThat(declared.all().flatMap(DeclaredApiJenkinsTest::differences)).isEmpty();
    }

    /** The compiler would copy it into the plugin. */
    @Test
    void noDeclaredConstantHasAValue() {
        assertThat(declared.all()
                        .flatMap(declared::members)
                        .filter(member -> member instanceof VariableElement field && field.getConstantValue() != null))
                .isEmpty();
    }

    private static Stream<String> differences(TypeElement type) {
        Optional<TypeElement> found = real.find(type.getQualifiedName());
        if (found.isEmpty()) {
            return Stream.of("no such type: " + type);
        }
        TypeElement actual = found.get();
        Stream<String> head = differs(type.toString(), declared.head(type), real.head(actual));
        Stream<String> supertypes = declared.supertypes(type).stream()
                .filter(supertype -> !real.allSupertypes(actual).contains(supertype))
                .map(supertype -> type + " is no " + supertype);
        Stream<String> members = declared.members(type).flatMap(member -> differences(type, member, actual));
        return Stream.of(head, supertypes, members).flatMap(s -> s);
    }

    private static Stream<String> differences(TypeElement type, Element member, TypeElement actual) {
        String key = declared.key(member);
        Optional<Element> found = real.member(actual, key);
        if (found.isEmpty()) {
            return Stream.of("no such member: " + type + "." + key);
        }
        return Stream.concat(
                differs(type + "." + key, declared.describe(type, member), real.describe(actual, found.get())),
                missingOverloads(type, actual, found.get()));
    }

    /** What the compiler would take instead, if it were declared. */
    private static Stream<String> missingOverloads(TypeElement type, TypeElement actual, Element found) {
        return real.members(actual)
                .filter(other -> other.getModifiers().contains(Modifier.PUBLIC)
                        && real.isMoreSpecific(other, found)
                        && real.parameterTypes(other).allMatch(DeclaredApiJenkinsTest::canBeAnArgument)
                        && declared.member(type, real.key(other)).isEmpty())
                .map(other -> "without its overload: " + type + "." + real.key(other));
    }

    private static boolean canBeAnArgument(String type) {
        return !type.matches("(hudson|jenkins|org)[.].*") || names.contains(type);
    }

    private static Stream<String> differs(String what, String declaration, String reality) {
        return declaration.equals(reality)
                ? Stream.empty()
                : Stream.of(String.join(
                        System.lineSeparator(), what, "  declared " + declaration, "  is       " + reality));
    }
}
