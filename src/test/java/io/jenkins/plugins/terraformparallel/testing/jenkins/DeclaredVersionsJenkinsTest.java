package io.jenkins.plugins.terraformparallel.testing.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The standalone build can't read the BOM: it repeats the versions in it, and they are the same. */
class DeclaredVersionsJenkinsTest {

    @Test
    void thePackedPluginDependsOnThePluginsOfTheRootPomInTheVersionsOfItsBom() throws Exception {
        Map<String, String> dependencies = Arrays.stream(property("standalone/plugin/pom.xml", "hpi.dependencies")
                        .split(","))
                .map(dependency -> dependency.split(":"))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (a, b) -> b, TreeMap::new));

        assertThat(dependencies).containsOnlyKeys(compileDependencies());
        assertThat(dependencies)
                .isEqualTo(installed(dependencies.keySet().stream().toList()));
    }

    @Test
    void bothBuildsAreForOneJenkins() throws Exception {
        String version = property("pom.xml", "jenkins.version")
                .replace("${jenkins.baseline}", property("pom.xml", "jenkins.baseline"));

        assertThat(property("standalone/pom.xml", "jenkins.version")).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({
        "guava.version, guava",
        "jackson.version, jackson-databind",
        "junit.version, junit-jupiter-api",
        "localizer.version, localizer",
        "servlet-api.version, jakarta.servlet-api",
        "sezpoz.version, sezpoz",
        "spring-security.version, spring-security-core"
    })
    void standaloneHasTheVersionThatJenkinsBrings(String property, String artifact) throws Exception {
        String jar = artifact + "-" + property("standalone/pom.xml", property) + ".jar";

        assertThat(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).getFileName().toString())
                        .filter(name -> name.matches(artifact + "-[0-9].*[.]jar")))
                .contains(jar);
    }

    /** Plugins on the class path, by their manifests. */
    private static Map<String, String> installed(List<String> names) throws IOException {
        Map<String, String> versions = new TreeMap<>();
        ClassLoader loader = DeclaredVersionsJenkinsTest.class.getClassLoader();
        for (URL url : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
            try (InputStream in = url.openStream()) {
                Attributes attributes = new Manifest(in).getMainAttributes();
                String name = attributes.getValue("Short-Name");
                if (name != null && names.contains(name)) {
                    versions.put(name, attributes.getValue("Plugin-Version"));
                }
            }
        }
        return versions;
    }

    private static List<String> compileDependencies() throws Exception {
        Element project = xml("pom.xml");
        NodeList dependencies = child(project, "dependencies").orElseThrow().getElementsByTagName("dependency");
        return IntStream.range(0, dependencies.getLength())
                .mapToObj(i -> (Element) dependencies.item(i))
                .filter(dependency -> child(dependency, "scope").isEmpty())
                .map(dependency -> child(dependency, "artifactId").orElseThrow().getTextContent())
                .toList();
    }

    private static String property(String pom, String name) throws Exception {
        return child(child(xml(pom), "properties").orElseThrow(), name)
                .orElseThrow()
                .getTextContent();
    }

    private static Optional<Element> child(Element parent, String name) {
        NodeList children = parent.getChildNodes();
        return IntStream.range(0, children.getLength())
                .mapToObj(children::item)
                .filter(child -> child.getNodeName().equals(name))
                .map(Element.class::cast)
                .findFirst();
    }

    private static Element xml(String file) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new File(file))
                .getDocumentElement();
    }
}
