package io.jenkins.plugins.terraformparallel.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/**
 * Writes where Jenkins looks for {@code @Symbol}, {@code @Initializer}, {@code @Terminator} and every other annotation
 * that is {@code @Indexed}: for each a file {@code META-INF/services/annotations/<annotation>} with the classes that
 * carry it or have a member that does, one a line. Without it they have no effect, and nobody says so. The format is
 * that of Jenkins' library annotation-indexer.
 */
@SupportedAnnotationTypes("*")
public final class AnnotationIndexer extends AbstractProcessor {
    private static final String INDEXED = "org.jvnet.hudson.annotation_indexer.Indexed";

    /** Classes by annotation, binary names; sorted, so that the same sources give the same bytes. */
    private final Map<String, Set<String>> found = new TreeMap<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            if (isIndexed(annotation)) {
                for (Element element : round.getElementsAnnotatedWith(annotation)) {
                    found.computeIfAbsent(binaryName(annotation), name -> new TreeSet<>())
                            .add(entry(element));
                }
            }
        }
        if (round.processingOver() && !round.errorRaised()) {
            found.forEach(this::write);
        }
        return false;
    }

    private static boolean isIndexed(TypeElement annotation) {
        return annotation.getAnnotationMirrors().stream()
                .map(mirror -> (TypeElement) mirror.getAnnotationType().asElement())
                .anyMatch(type -> type.getQualifiedName().contentEquals(INDEXED));
    }

    private String entry(Element element) {
        if (element instanceof PackageElement annotated) {
            return annotated.getQualifiedName() + ".*";
        }
        Element type = element;
        while (!(type.getKind().isClass() || type.getKind().isInterface())) {
            type = type.getEnclosingElement();
        }
        return binaryName((TypeElement) type);
    }

    private String binaryName(TypeElement type) {
        return processingEnv.getElementUtils().getBinaryName(type).toString();
    }

    private void write(String annotation, Set<String> classes) {
        try (Writer file = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", "META-INF/services/annotations/" + annotation)
                .openWriter()) {
            for (String name : classes) {
                file.write(name + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
