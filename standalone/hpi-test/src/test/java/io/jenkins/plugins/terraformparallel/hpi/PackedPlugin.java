package io.jenkins.plugins.terraformparallel.hpi;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The packed .hpi, and the plugin's own jar in it, both as files by name.
 *
 * @param hpi what is in the .hpi
 * @param jar what is in the plugin's own jar
 * @param classes its classes
 */
record PackedPlugin(SortedMap<String, byte[]> hpi, SortedMap<String, byte[]> jar, JavaClasses classes) {
    static final String JAR = "WEB-INF/lib/terraform-parallel.jar";

    static Path file() {
        return Path.of(System.getProperty("terraformparallel.hpi", "standalone/plugin/target/terraform-parallel.hpi"));
    }

    static PackedPlugin open(Path directory) {
        try {
            SortedMap<String, byte[]> hpi = files(Files.readAllBytes(file()));
            Path jar = directory.resolve("terraform-parallel.jar");
            Files.write(jar, hpi.getOrDefault(JAR, new byte[0]));
            try (JarFile opened = new JarFile(jar.toFile())) {
                return new PackedPlugin(hpi, files(Files.readAllBytes(jar)), new ClassFileImporter().importJar(opened));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Main attributes of a manifest, in the .hpi or in the jar. */
    static Map<Object, Object> manifest(Map<String, byte[]> files) throws IOException {
        return new Manifest(new ByteArrayInputStream(files.get("META-INF/MANIFEST.MF"))).getMainAttributes();
    }

    /** A text file of the jar. */
    String text(String name) {
        byte[] bytes = jar.get(name);
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The classes that SezPoz's index lists for an annotation. */
    List<String> indexed(String annotation) throws IOException, ReflectiveOperationException {
        List<String> names = new ArrayList<>();
        byte[] index = jar.getOrDefault("META-INF/annotations/" + annotation, new byte[0]);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(index))) {
            for (Object element = in.readObject(); element != null; element = in.readObject()) {
                Field className = element.getClass().getDeclaredField("className");
                className.setAccessible(true);
                names.add((String) className.get(element));
            }
        }
        return names;
    }

    private static SortedMap<String, byte[]> files(byte[] zip) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), bytes(in));
                }
            }
        }
        return files;
    }

    private static byte[] bytes(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        in.transferTo(bytes);
        return bytes.toByteArray();
    }
}
