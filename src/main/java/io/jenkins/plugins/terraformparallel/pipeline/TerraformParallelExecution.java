package io.jenkins.plugins.terraformparallel.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.type.MapType;
import hudson.util.Secret;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * The step while it runs: it hands its arguments to the run's {@link RunDriver} and waits for the answer, without a thread.
 * Saved in program.dat, with nothing but the arguments, which may hold secrets: they are a {@link Secret} there.
 */
final class TerraformParallelExecution extends StepExecution {

    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(TerraformParallelExecution.class.getName());
    /** Keeps a decimal's digits, all of them. */
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final MapType ARGUMENTS =
            JSON.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, Object.class);

    /** The step's arguments as JSON. */
    private final Secret arguments;

    /** Null until the step starts or resumes. */
    private transient volatile RunDriver driver;

    /**
     * @param arguments plain values as the Pipeline gave them, not checked yet
     */
    TerraformParallelExecution(StepContext context, Map<String, Object> arguments) {
        super(context);
        try {
            this.arguments = Secret.fromString(JSON.writeValueAsString(arguments));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "an argument is no plain value (text, number, boolean, list, map): " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public boolean start() throws Exception {
        drive();
        return false;
    }

    @Override
    public void onResume() {
        try {
            drive();
        } catch (IOException e) {
            getContext().onFailure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            getContext().onFailure(e);
        }
    }

    /** Asks the run to stop; the step ends when it has. Jenkins calls this again and again. */
    @Override
    public void stop(Throwable cause) throws Exception {
        LOGGER.log(Level.FINE, cause, () -> "asked to stop");
        drive();
        driver.stop(cause);
    }

    @Override
    public String getStatus() {
        RunDriver current = driver;
        return current == null ? "not resumed yet" : current.status();
    }

    private synchronized void drive() throws IOException, InterruptedException {
        if (driver == null) {
            StepLink link = new StepLink(getContext());
            Map<String, Object> given = JSON.readValue(arguments.getPlainText(), ARGUMENTS);
            driver = RunDrivers.get().drive(link.build(), link, given);
        }
    }
}
