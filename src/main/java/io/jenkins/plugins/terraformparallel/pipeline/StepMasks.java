package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import io.jenkins.plugins.terraformparallel.engine.request.MaskedValues;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.run.Masker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;

/**
 * What is masked in a run: what the request's {@code mask} names, the values of the step's sensitive variables in all the
 * spellings that {@link Masker} knows, and whatever else the step's console masks. The console's own masking doesn't see
 * what terraform prints: it reaches us as bytes of a file, and secrets in it are escaped as JSON.
 */
final class StepMasks {

    private StepMasks() {}

    static Masker of(RunRequest request, EnvVars environment, StepLink step) {
        Set<String> secrets = new TreeSet<>(MaskedValues.secretValues(request, environment));
        secrets.addAll(step.secrets(environment));
        Masker masker = Masker.of(secrets);
        TaskListenerDecorator decorator = step.decorator();
        return decorator == null ? masker : masker.and(decorated(decorator));
    }

    /** Sends text through the console's decorator. One that only adds to a line, such as a time, changes nothing here. */
    private static UnaryOperator<String> decorated(TaskListenerDecorator decorator) {
        return text -> {
            if (text.isBlank()) {
                return text;
            }
            String shown = shown(decorator, text);
            return shown == null || shown.endsWith(text) ? text : shown;
        };
    }

    @CheckForNull
    private static String shown(TaskListenerDecorator decorator, String text) {
        boolean whole = text.endsWith("\n");
        ByteArrayOutputStream shown = new ByteArrayOutputStream(text.length() + 16);
        try (OutputStream out = decorator.decorate(shown)) {
            out.write((whole ? text : text + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while text was masked", e);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory can always be written", e);
        }
        String result = shown.toString(StandardCharsets.UTF_8);
        return whole || !result.endsWith("\n") ? result : result.substring(0, result.length() - 1);
    }
}
