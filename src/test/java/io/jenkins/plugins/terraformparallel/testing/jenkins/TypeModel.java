package io.jenkins.plugins.terraformparallel.testing.jenkins;

import static java.util.stream.Collectors.joining;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Types as the compiler sees them, in sources or in class files, said in words that can be compared. Nothing is loaded,
 * nothing initialized.
 */
final class TypeModel {
    /** Annotations that count on types and members. */
    private static final Set<String> ANNOTATIONS = Set.of(
            "java.lang.Deprecated",
            "edu.umd.cs.findbugs.annotations.CheckForNull",
            "edu.umd.cs.findbugs.annotations.NonNull",
            "edu.umd.cs.findbugs.annotations.Nullable",
            "org.kohsuke.stapler.export.ExportedBean");

    /** Annotations that count on annotations, by their packages: what compiler and annotation processors go by. */
    private static final Set<String> ON_ANNOTATIONS =
            Set.of("java.lang", "java.lang.annotation", "net.java.sezpoz", "org.jvnet.hudson.annotation_indexer");

    /** Modifiers that are no part of a signature. */
    private static final Set<Modifier> IMPLEMENTATION =
            Set.of(Modifier.NATIVE, Modifier.STRICTFP, Modifier.SYNCHRONIZED, Modifier.TRANSIENT, Modifier.VOLATILE);

    private final Elements elements;
    private final Types types;
    private final List<TypeElement> roots;

    private TypeModel(JavacTask task, List<TypeElement> roots) {
        this.elements = task.getElements();
        this.types = task.getTypes();
        this.roots = roots;
    }

    /** The types of source files. Throws an {@link AssertionError} where they don't compile. */
    static TypeModel ofSources(Collection<Path> files) {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager manager = compiler.getStandardFileManager(problems, null, null);
        JavacTask task = task(compiler, manager, problems, manager.getJavaFileObjectsFromPaths(files));
        try {
            task.parse();
            List<TypeElement> roots = StreamSupport.stream(task.analyze().spliterator(), false)
                    .filter(TypeElement.class::isInstance)
                    .map(TypeElement.class::cast)
                    .toList();
            problems.getDiagnostics().stream()
                    .filter(problem -> problem.getKind() == javax.tools.Diagnostic.Kind.ERROR)
                    .findFirst()
                    .ifPresent(problem -> {
                        throw new AssertionError(problem.toString());
                    });
            return new TypeModel(task, roots);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The types on the class path of this JVM. */
    static TypeModel ofClassPath() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        return new TypeModel(
                task(compiler, compiler.getStandardFileManager(problems, null, null), problems, null), List.of());
    }

    private static JavacTask task(
            JavaCompiler compiler,
            StandardJavaFileManager manager,
            DiagnosticCollector<JavaFileObject> problems,
            Iterable<? extends JavaFileObject> files) {
        return (JavacTask) compiler.getTask(
                new StringWriter(),
                manager,
                problems,
                List.of("-proc:none", "-classpath", System.getProperty("java.class.path")),
                files == null ? List.of("java.lang.Object") : null,
                files);
    }

    /** All types of the source files, the nested ones, too. */
    Stream<TypeElement> all() {
        return roots.stream().flatMap(TypeModel::withNested);
    }

    private static Stream<TypeElement> withNested(TypeElement type) {
        return Stream.concat(
                Stream.of(type),
                type.getEnclosedElements().stream()
                        .filter(TypeElement.class::isInstance)
                        .map(TypeElement.class::cast)
                        .flatMap(TypeModel::withNested));
    }

    Optional<TypeElement> find(CharSequence name) {
        return Optional.ofNullable(elements.getTypeElement(name));
    }

    /** Kind, modifiers, type parameters, annotations. */
    String head(TypeElement type) {
        return String.join(
                " ",
                annotations(type),
                modifiers(type),
                type.getKind().toString(),
                type.getQualifiedName() + parameters(type.getTypeParameters()));
    }

    /** Superclass and interfaces that a type names itself, as it names them. */
    List<String> supertypes(TypeElement type) {
        return types.directSupertypes(type.asType()).stream()
                .map(TypeMirror::toString)
                .toList();
    }

    /** All types that a type is, near or far. */
    Set<String> allSupertypes(TypeElement type) {
        Set<String> names = new LinkedHashSet<>();
        List<TypeMirror> left = new ArrayList<>(types.directSupertypes(type.asType()));
        while (!left.isEmpty()) {
            TypeMirror supertype = left.remove(0);
            if (names.add(supertype.toString())) {
                left.addAll(types.directSupertypes(supertype));
            }
        }
        return names;
    }

    /** What can be seen of a type's fields, constants, constructors and methods, without what it inherits. */
    Stream<Element> members(TypeElement type) {
        return type.getEnclosedElements().stream()
                .map(Element.class::cast)
                .filter(member -> !(member instanceof TypeElement)
                        && !member.getModifiers().contains(Modifier.PRIVATE)
                        && member.getKind() != ElementKind.STATIC_INIT);
    }

    /** The member of that name and those parameters, also an inherited one. */
    Optional<Element> member(TypeElement type, String key) {
        return Stream.concat(type.getEnclosedElements().stream(), elements.getAllMembers(type).stream())
                .map(Element.class::cast)
                .filter(member -> key(member).equals(key))
                .findFirst();
    }

    /** Name and erased parameters. */
    String key(Element member) {
        return member.getSimpleName()
                + (member instanceof ExecutableElement ? parameterTypes(member).collect(joining(",", "(", ")")) : "");
    }

    /** Erased; none of a field. */
    Stream<String> parameterTypes(Element member) {
        return member instanceof ExecutableElement method
                ? method.getParameters().stream()
                        .map(parameter -> types.erasure(parameter.asType()).toString())
                : Stream.empty();
    }

    /** All of a member that whoever compiles against it depends on; as a member of that type. */
    String describe(TypeElement type, Element member) {
        String start = annotations(member) + modifiers(member) + " ";
        TypeMirror seen = types.asMemberOf((javax.lang.model.type.DeclaredType) type.asType(), member);
        if (!(member instanceof ExecutableElement method)) {
            return start + member.getKind() + " " + seen + " " + member.getSimpleName();
        }
        ExecutableType signature = (ExecutableType) seen;
        StringBuilder text = new StringBuilder(start)
                .append(parameters(method.getTypeParameters()))
                .append(signature.getReturnType())
                .append(' ')
                .append(method.getSimpleName())
                .append('(');
        for (int i = 0; i < method.getParameters().size(); i++) {
            VariableElement parameter = method.getParameters().get(i);
            text.append(i == 0 ? "" : ", ")
                    .append(annotations(parameter))
                    .append(signature.getParameterTypes().get(i));
        }
        return text.append(method.isVarArgs() ? " varargs)" : ")")
                .append(signature.getThrownTypes().stream()
                        .map(TypeMirror::toString)
                        .sorted()
                        .collect(joining(", ", " throws ", "")))
                .append(method.getDefaultValue() == null ? "" : " default " + method.getDefaultValue())
                .toString();
    }

    /** Whether a call with the one's arguments that finds both takes the other. */
    boolean isMoreSpecific(Element other, Element one) {
        return other instanceof ExecutableElement closer
                && one instanceof ExecutableElement method
                && closer.getSimpleName().equals(method.getSimpleName())
                && closer.getParameters().size() == method.getParameters().size()
                && !key(closer).equals(key(method))
                && IntStream.range(0, closer.getParameters().size())
                        .allMatch(i -> types.isAssignable(
                                types.erasure(closer.getParameters().get(i).asType()),
                                types.erasure(method.getParameters().get(i).asType())));
    }

    private static String modifiers(Element element) {
        return element.getModifiers().stream()
                .filter(modifier -> !IMPLEMENTATION.contains(modifier))
                .map(Modifier::toString)
                .sorted()
                .collect(joining(" "));
    }

    private static String parameters(List<? extends javax.lang.model.element.TypeParameterElement> parameters) {
        return parameters.stream()
                .map(parameter -> parameter + " extends "
                        + parameter.getBounds().stream()
                                .map(TypeMirror::toString)
                                .collect(joining(" & ")))
                .collect(joining(", ", "<", ">"));
    }

    private String annotations(Element element) {
        return element.getAnnotationMirrors().stream()
                .filter(annotation -> element.getKind() == ElementKind.ANNOTATION_TYPE
                        ? ON_ANNOTATIONS.contains(elements.getPackageOf(
                                        annotation.getAnnotationType().asElement())
                                .toString())
                        : ANNOTATIONS.contains(annotation.getAnnotationType().toString()))
                .map(annotation -> annotation + " ")
                .sorted()
                .collect(joining());
    }
}
