package io.jenkins.plugins.terraformparallel.engine.request;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks whether {@code terraform init} is given files by {@code TF_CLI_ARGS}: what stands in them decides what init makes,
 * and nobody else here reads them.
 */
public final class InitArguments {

    private static final List<String> VARIABLES = List.of("TF_CLI_ARGS", "TF_CLI_ARGS_init");
    /** Their value is a file, or one of them may be. */
    private static final Set<String> OF_FILES = Set.of("backend-config", "var-file", "from-module");

    private InitArguments() {}

    /**
     * Whether files are named, or may be.
     *
     * @param environment what terraform will get
     */
    public static boolean nameFiles(Map<String, String> environment) {
        for (String name : VARIABLES) {
            String arguments = environment.get(name);
            if (arguments != null && nameFiles(arguments)) {
                return true;
            }
        }
        return false;
    }

    private static boolean nameFiles(String text) {
        List<String> words = ShellWords.split(text);
        if (words == null) {
            // Terraform refuses it.
            return true;
        }
        for (int i = 0; i < words.size(); i++) {
            String name = OwnOptions.name(words.get(i));
            if (name == null || !OF_FILES.contains(name)) {
                continue;
            }
            String own = OwnOptions.value(words.get(i));
            String value = own != null ? own : i + 1 < words.size() ? words.get(i + 1) : "";
            // A setting as such, key=value, is as good as any other text.
            boolean isSetting = name.equals("backend-config") && value.contains("=");
            if (!isSetting) {
                return true;
            }
        }
        return false;
    }
}
