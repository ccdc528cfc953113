package io.jenkins.plugins.terraformparallel.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.LocalDirectories;
import io.jenkins.plugins.terraformparallel.engine.request.CliConfigurationFiles;
import io.jenkins.plugins.terraformparallel.engine.terraform.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that an init of one module reads and makes, as keyed hashes. Whole files are hashed and not the blocks in them
 * that init reads: which providers are needed follows from any resource.
 */
final class LocalInitFiles {

    private static final List<String> CODE = List.of(".tf", ".tf.json", ".tofu", ".tofu.json");
    /** What terraform takes for an editor's own files. */
    private static final Pattern EDITORS = Pattern.compile("\\..*|.*~|#.*#");

    private static final List<String> VALUES = List.of(".tfvars", ".tfvars.json");
    private static final String LOCK_FILE = "lock file";
    private static final String MODULES = "installed modules";
    private static final String PROVIDERS = "installed providers";
    private static final Set<String> RESULTS = Set.of(LOCK_FILE, MODULES, PROVIDERS, InitRecord.BACKEND_RESULT);

    private static final Pattern LOCKED = Pattern.compile("(?m)^provider\\s+\"([^\"]+)\"\\s*\\{");
    private static final Pattern LOCKED_VERSION = Pattern.compile("\\s*version\\s*=\\s*\"([^\"]+)\"");

    private final InitInputs inputs;
    private final SecretHash hash;
    private final Path module;
    private final Path data;

    LocalInitFiles(InitInputs inputs, SecretHash hash) {
        this.inputs = inputs;
        this.hash = hash;
        this.module = Path.of(inputs.directory());
        this.data = Path.of(inputs.dataDirectory());
    }

    /** Everything that init depends on and doesn't write, by kind. */
    Map<String, String> inputs() throws IOException {
        Map<String, String> kinds = new LinkedHashMap<>(inputs.known());
        kinds.put("module", hash.of(new Content().text(module.toString()).digest()));
        // Providers are those of one platform.
        kinds.put(
                "machine",
                hash.of(new Content()
                        .text(System.getProperty("os.name", ""))
                        .text(System.getProperty("os.arch", ""))
                        .digest()));
        Content code = new Content();
        addCode(module, code);
        kinds.put("module files", hash.of(code.digest()));
        Content configuration = new Content();
        for (String file : CliConfigurationFiles.of(
                inputs.cliVariables(), System.getProperty("user.home", "/"), LocalInitFiles::namesOrNone)) {
            configuration.file(module.resolve(file));
        }
        kinds.put("CLI configuration", hash.of(configuration.digest()));
        if (inputs.variables()) {
            Content values = new Content();
            for (String file : inputs.varFiles()) {
                values.file(Path.of(file));
            }
            kinds.put("var files", hash.of(values.digest()));
        }
        return kinds;
    }

    /** Everything that init makes, by kind; a kind is left out where something of it is missing. */
    Map<String, String> results() throws IOException {
        Map<String, String> kinds = new LinkedHashMap<>();
        Optional<byte[]> lock = Content.read(module.resolve(".terraform.lock.hcl"));
        kinds.put(LOCK_FILE, hash.of(new Content().file(lock).digest()));
        put(kinds, MODULES, modules());
        put(kinds, PROVIDERS, providers(lock));
        kinds.put(
                InitRecord.BACKEND_RESULT,
                hash.of(new Content().file(data.resolve("terraform.tfstate")).digest()));
        return kinds;
    }

    /** Whether nothing is missing of what {@link #results()} may have. */
    static boolean isWhole(Map<String, String> results) {
        return results.keySet().containsAll(RESULTS);
    }

    private void put(Map<String, String> kinds, String kind, @CheckForNull Content content) {
        if (content != null) {
            kinds.put(kind, hash.of(content.digest()));
        }
    }

    private void addCode(Path directory, Content content) throws IOException {
        for (String name : LocalDirectories.names(directory)) {
            boolean counts = hasEnding(name, CODE) || inputs.variables() && hasEnding(name, VALUES);
            if (counts && !EDITORS.matcher(name).matches()) {
                content.text(name).file(directory.resolve(name));
            }
        }
    }

    private static boolean hasEnding(String name, List<String> endings) {
        for (String ending : endings) {
            if (name.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    /** Null where a directory is missing. Of downloaded modules terraform itself looks at no more either. */
    @CheckForNull
    private Content modules() throws IOException {
        Optional<byte[]> manifest = Content.read(data.resolve("modules/modules.json"));
        Content content = new Content().file(manifest);
        if (manifest.isEmpty()) {
            return content;
        }
        JsonNode modules;
        try {
            modules = JsonTree.read(manifest.get()).path("Modules");
        } catch (JsonProcessingException e) {
            return null;
        }
        Set<Path> directories = new TreeSet<>();
        for (JsonNode entry : modules) {
            Path directory = module.resolve(entry.path("Dir").asText("")).normalize();
            if (directory.equals(module)) {
                continue;
            }
            if (!Files.isDirectory(directory)) {
                return null;
            }
            directories.add(directory.toRealPath());
        }
        Path downloads = directories.isEmpty() ? data : data.toRealPath();
        for (Path directory : directories) {
            if (!directory.startsWith(downloads)) {
                content.text(directory.toString());
                addCode(directory, content);
            }
        }
        return content;
    }

    /**
     * Null where one is missing. Terraform compares their files with the hashes in the lock file whenever it uses them; their
     * sizes find what is truncated before that.
     */
    @CheckForNull
    private Content providers(Optional<byte[]> lockFile) throws IOException {
        Content content = new Content().file(data.resolve("plugin_path"));
        String lock =
                lockFile.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
        Matcher locked = LOCKED.matcher(lock);
        while (locked.find()) {
            Matcher version = LOCKED_VERSION.matcher(lock).region(locked.end(), lock.length());
            if (!version.lookingAt()) {
                return null;
            }
            Path packages = data.resolve("providers").resolve(locked.group(1)).resolve(version.group(1));
            List<String> platforms = LocalDirectories.names(packages);
            if (platforms.isEmpty()) {
                return null;
            }
            for (String platform : platforms) {
                content.text(packages.resolve(platform).toString());
                if (!addSizes(packages.resolve(platform), content)) {
                    return null;
                }
            }
        }
        return content;
    }

    /** Whether there are any files; a link that leads nowhere is no directory. */
    private static boolean addSizes(Path directory, Content content) throws IOException {
        boolean any = false;
        for (String name : LocalDirectories.names(directory)) {
            BasicFileAttributes file = Files.readAttributes(directory.resolve(name), BasicFileAttributes.class);
            if (file.isRegularFile()) {
                content.text(name).text(Long.toString(file.size()));
                any = true;
            }
        }
        return any;
    }

    private static List<String> namesOrNone(String directory) {
        try {
            return LocalDirectories.names(Path.of(directory));
        } catch (IOException | InvalidPathException e) {
            // Terraform can't read it either.
            return List.of();
        }
    }

    /** Texts and files one after the other, each with its length, so that none can be taken for a part of another. */
    private static final class Content {

        /** No length begins so. */
        private static final byte ABSENT = '-';

        private final MessageDigest digest = Sha256.digest();

        private Content text(String text) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        private Content file(Path file) throws IOException {
            return file(read(file));
        }

        /** Empty where there is no such file. */
        private static Optional<byte[]> read(Path file) throws IOException {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        }

        private Content file(Optional<byte[]> content) {
            if (content.isPresent()) {
                return bytes(content.get());
            }
            digest.update(ABSENT);
            return this;
        }

        private Content bytes(byte[] bytes) {
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
            return this;
        }

        private byte[] digest() {
            return digest.digest();
        }
    }
}
