package io.jenkins.plugins.terraformparallel.hpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Jenkins needs to find in the .hpi; what is missing there is silently without effect. */
class PackedPluginIT {
    private static final String ROOT = "io.jenkins.plugins.terraformparallel.";

    private static PackedPlugin plugin;

    @BeforeAll
    static void open(@TempDir Path directory) {
        plugin = PackedPlugin.open(directory);
    }

    @Test
    void theHpiHoldsItsManifestItsOwnJarAndWhatIsServedAsItIs() throws IOException {
        assertThat(plugin.hpi())
                .containsKeys("META-INF/MANIFEST.MF", PackedPlugin.JAR)
                .containsOnlyKeys(
                        Stream.concat(Stream.of("META-INF/MANIFEST.MF", PackedPlugin.JAR), files("src/main/webapp"))
                                .toList());
    }

    @Test
    void theManifestSaysWhatJenkinsAsks() throws IOException {
        assertThat(PackedPlugin.manifest(plugin.hpi()))
                .containsEntry(name("Short-Name"), "terraform-parallel")
                .containsEntry(name("Long-Name"), "Terraform Parallel")
                .containsEntry(name("Group-Id"), "io.jenkins.plugins")
                .containsEntry(name("Extension-Name"), "terraform-parallel")
                .containsEntry(name("Jenkins-Version"), "2.541.3")
                .containsEntry(name("Hudson-Version"), "2.541.3")
                .containsEntry(name("Minimum-Java-Version"), "17")
                .containsEntry(name("Support-Dynamic-Loading"), "true")
                .containsKeys(name("Plugin-Version"), name("Url"), name("Plugin-License-Name"))
                .hasEntrySatisfying(
                        name("Plugin-Dependencies"),
                        plugins -> assertThat(plugins.toString())
                                .matches("([a-z0-9-]+:[0-9][^:,;]+,)*[a-z0-9-]+:[0-9][^:,;]+"))
                .doesNotContainKey(name("Plugin-Class"));
    }

    /** Jenkins takes classes for a plugin's, and lets them through its serialization filter, by their jar's manifest. */
    @Test
    void thePluginsOwnJarHasTheSameManifest() throws IOException {
        assertThat(plugin.jar().get("META-INF/MANIFEST.MF"))
                .isEqualTo(plugin.hpi().get("META-INF/MANIFEST.MF"));
    }

    @Test
    void theJarHoldsThePluginsClassesAlone() {
        assertThat(plugin.classes().stream().map(JavaClass::getName))
                .isNotEmpty()
                .allMatch(name -> name.matches("(?s)io[.]jenkins[.]plugins[.]terraformparallel[.]"
                        + "(agent|config|engine|pipeline|results)[.].*"));
        assertThat(plugin.jar().keySet()).noneMatch(name -> name.endsWith(".jar"));
    }

    @Test
    void noClassNeedsALibraryThatNoPluginOfJenkinsBrings() {
        assertThat(plugin.classes().stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(type -> !type.isPrimitive())
                        .map(JavaClass::getPackageName)
                        .distinct())
                .allMatch(name -> name.matches("(java|javax[.](crypto|xml))([.].*)?"
                        + "|com[.]fasterxml[.]jackson[.].*"
                        + "|(hudson|jenkins)([.].*)?"
                        + "|org[.](jenkinsci|kohsuke[.](stapler|accmod)|jvnet[.]localizer)([.].*)?"
                        + "|net[.]sf[.]json"
                        + "|jakarta[.]servlet([.].*)?"
                        + "|com[.]google[.]common[.].*"
                        + "|org[.]springframework[.]security[.].*"
                        + "|edu[.]umd[.]cs[.]findbugs[.]annotations"
                        + "|" + ROOT.replace(".", "[.]") + ".*"));
    }

    @Test
    void everyExtensionIsInTheIndex() throws IOException, ReflectiveOperationException {
        assertThat(plugin.indexed("hudson.Extension"))
                .as("the index (which keeps what an earlier build found: mvn clean)")
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(carriers("hudson.Extension"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.jenkinsci.Symbol", "hudson.init.Initializer", "hudson.init.Terminator"})
    void everySymbolInitializerAndTerminatorIsInItsIndex(String annotation) {
        assertThat(indexedBy(annotation)).containsExactlyElementsOf(carriers(annotation));
    }

    /** That annotation is inherited, from Jenkins' classes, too. */
    @Test
    void everyExportedBeanIsInItsIndex() {
        assertThat(indexedBy("org.kohsuke.stapler.export.ExportedBean"))
                .containsAll(carriers("org.kohsuke.stapler.export.ExportedBean"));
    }

    @Test
    void everyDataBoundClassHasItsParametersNames() {
        List<JavaConstructor> constructors = plugin.classes().stream()
                .flatMap(type -> type.getConstructors().stream())
                .filter(constructor -> constructor.isAnnotatedWith("org.kohsuke.stapler.DataBoundConstructor"))
                .toList();

        assertThat(constructors).allSatisfy(constructor -> {
            String file = constructor.getOwner().getName().replace('.', '/').replace('$', '/') + ".stapler";
            assertThat(plugin.jar()).containsKey(file);
            assertThat(plugin.text(file).strip()).startsWith("constructor=");
            assertThat(plugin.text(file)
                            .strip()
                            .substring("constructor=".length())
                            .split(","))
                    .filteredOn(name -> !name.isEmpty())
                    .hasSameSizeAs(constructor.getRawParameterTypes());
        });
    }

    @Test
    void everyResourceIsThere() throws IOException {
        assertThat(plugin.jar().keySet())
                .containsAll(files("src/main/resources").toList())
                .contains("index.jelly", "META-INF/LICENSE");
        assertThat(plugin.jar().keySet().stream().filter(name -> name.endsWith(".jelly")))
                .allSatisfy(name -> assertThat(plugin.text(name)).startsWith("<?jelly escape-by-default='true'?>"));
    }

    @Test
    void everyMessageFileHasItsClass() {
        assertThat(plugin.jar().keySet().stream().filter(name -> name.endsWith("/Messages.properties")))
                .allSatisfy(name -> assertThat(plugin.jar()).containsKey(name.replace(".properties", ".class")));
    }

    /** The same commit gives the same bytes, whenever it is built. */
    @Test
    void nothingTellsWhenItWasBuilt() throws IOException {
        try (ZipFile hpi = new ZipFile(PackedPlugin.file().toFile())) {
            assertThat(hpi.stream().map(entry -> entry.getTimeLocal().toString()))
                    .containsOnly("2026-01-01T00:00");
        }
        assertThat(plugin.jar().keySet().stream().filter(name -> name.matches(".*[.](stapler|javadoc)")))
                .allSatisfy(name -> assertThat(plugin.text(name)).doesNotStartWith("#"));
    }

    private static List<String> indexedBy(String annotation) {
        return plugin.text("META-INF/services/annotations/" + annotation)
                .lines()
                .toList();
    }

    /** Classes that carry an annotation or have a member that does. */
    private static List<String> carriers(String annotation) {
        return new TreeSet<>(plugin.classes().stream()
                        .filter(type -> Stream.concat(Stream.of(type), type.getMembers().stream())
                                .anyMatch(element -> element.isAnnotatedWith(annotation)))
                        .map(JavaClass::getName)
                        .toList())
                .stream().toList();
    }

    private static Attributes.Name name(String name) {
        return new Attributes.Name(name);
    }

    /** Regular files below a directory of the repository, relative to it. */
    private static Stream<String> files(String directory) throws IOException {
        Path root = Path.of(directory);
        if (!Files.isDirectory(root)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList()
                    .stream();
        }
    }
}
