package io.jenkins.plugins.terraformparallel.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a request that has to do with the modules' files, as plain values that can cross Remoting. No value that
 * the user gave for terraform is among them. Whatever is wrong with them stays so.
 */
final class FileArguments {

    private static final List<String> OF_RUN = List.of("modules", "operation", "workspaces", "varFiles");
    private static final List<String> OF_MODULE =
            List.of("path", "name", "workspace", "workspaces", "varFiles", "dependsOn");

    private FileArguments() {}

    static LinkedHashMap<String, Object> of(Map<String, ?> raw) {
        return of(raw, OF_RUN);
    }

    private static LinkedHashMap<String, Object> of(Map<?, ?> map, List<String> keys) {
        LinkedHashMap<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (keys.contains(name)) {
                result.put(name, plain(value));
            }
        });
        return result;
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            return of(map, OF_MODULE);
        }
        if (value instanceof Object[] array) {
            return plain(Arrays.asList(array));
        }
        if (value instanceof Collection<?> collection) {
            List<Object> entries = new ArrayList<>();
            collection.forEach(entry -> entries.add(plain(entry)));
            return entries;
        }
        return value instanceof Boolean || value instanceof Number ? value : String.valueOf(value);
    }
}
