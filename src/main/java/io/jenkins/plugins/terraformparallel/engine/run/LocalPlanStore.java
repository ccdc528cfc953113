package io.jenkins.plugins.terraformparallel.engine.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Plans in a directory of this machine: {@code KEY/plan.json} says what there is, {@code KEY/*.tfplan} is terraform's file
 * (mode 0600: it holds the state and all values in clear), {@code KEY/plan.diff} what people see.
 */
public final class LocalPlanStore implements PlanStore {

    private static final String RECORD = "plan.json";
    private static final String DIFF = "plan.diff";
    private static final String PLAN_SUFFIX = ".tfplan";

    private final Path directory;
    private final ObjectMapper json = EventJson.mapper();

    /** @param directory is made where it doesn't exist yet */
    public LocalPlanStore(Path directory) {
        this.directory = directory;
    }

    /** The path of a plan file, relative to the directory. */
    public static String relativePath(String unitKey, String fileName) {
        return unitKey + "/" + fileName + PLAN_SUFFIX;
    }

    @Override
    public String path(String unitKey, String fileName) {
        return directory
                .resolve(relativePath(unitKey, fileName))
                .toAbsolutePath()
                .toString();
    }

    @Override
    public void delete(String unitKey, String fileName) throws IOException {
        Files.deleteIfExists(directory.resolve(unitKey).resolve(fileName + PLAN_SUFFIX));
    }

    @CheckForNull
    @Override
    public SavedPlan find(String unitKey) throws IOException {
        Path record = directory.resolve(unitKey).resolve(RECORD);
        return Files.exists(record) ? json.readValue(Files.readAllBytes(record), SavedPlan.class) : null;
    }

    @Override
    public void save(String unitKey, SavedPlan plan) throws IOException {
        Path unit = directory.resolve(unitKey);
        LocalPrivateFiles.replace(unit.resolve(RECORD), json.writeValueAsBytes(plan));
        try (DirectoryStream<Path> plans = Files.newDirectoryStream(unit, "*" + PLAN_SUFFIX)) {
            for (Path file : plans) {
                if (!file.endsWith(plan.file() + PLAN_SUFFIX)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public void keep(String unitKey, SavedPlan plan, String diff) throws IOException {
        Path file = directory.resolve(unitKey).resolve(DIFF);
        if (diff.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            LocalPrivateFiles.replace(file, diff.getBytes(StandardCharsets.UTF_8));
        }
        save(unitKey, plan.after(find(unitKey)));
    }

    @CheckForNull
    @Override
    public String diff(String unitKey) throws IOException {
        Path diff = directory.resolve(unitKey).resolve(DIFF);
        return Files.exists(diff) ? Files.readString(diff) : null;
    }
}
