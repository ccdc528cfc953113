package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Terraform's events, as an apply of many resources prints them: from bytes to masked events, and the same bytes through
 * Jackson's tokenizer, which makes nothing of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EventParserBenchmark {

    private static final int RESOURCES = 1000;

    /** The events of one resource's change, from a plan and an apply of Terraform 1.11.4. */
    private static final String EVENTS = """
            {"@level":"info","@message":"terraform_data.new[%1$d]: Plan to create","@module":"terraform.ui",\
            "@timestamp":"2026-11-23T17:43:44.411131Z","change":{"resource":{"addr":"terraform_data.new[%1$d]",\
            "module":"","resource":"terraform_data.new[%1$d]","implied_provider":"terraform",\
            "resource_type":"terraform_data","resource_name":"new","resource_key":%1$d},"action":"create"},\
            "type":"planned_change"}
            {"@level":"info","@message":"terraform_data.new[%1$d]: Creating...","@module":"terraform.ui",\
            "@timestamp":"2026-11-23T17:43:44.515829Z","hook":{"resource":{"addr":"terraform_data.new[%1$d]",\
            "module":"","resource":"terraform_data.new[%1$d]","implied_provider":"terraform",\
            "resource_type":"terraform_data","resource_name":"new","resource_key":%1$d},"action":"create"},\
            "type":"apply_start"}
            {"@level":"info","@message":"terraform_data.new[%1$d]: Provisioning with 'local-exec'...",\
            "@module":"terraform.ui","@timestamp":"2026-11-23T17:43:44.516021Z","hook":{"resource":\
            {"addr":"terraform_data.new[%1$d]","module":"","resource":"terraform_data.new[%1$d]",\
            "implied_provider":"terraform","resource_type":"terraform_data","resource_name":"new",\
            "resource_key":%1$d},"provisioner":"local-exec"},"type":"provision_start"}
            {"@level":"info","@message":"terraform_data.new[%1$d]: (local-exec): some output of a program",\
            "@module":"terraform.ui","@timestamp":"2026-11-23T17:43:44.520217Z","hook":{"resource":\
            {"addr":"terraform_data.new[%1$d]","module":"","resource":"terraform_data.new[%1$d]",\
            "implied_provider":"terraform","resource_type":"terraform_data","resource_name":"new",\
            "resource_key":%1$d},"provisioner":"local-exec","output":"some output of a program"},\
            "type":"provision_progress"}
            {"@level":"info","@message":"terraform_data.new[%1$d]: Creation complete after 0s \
            [id=0c2b7e0f-6c4b-3d5c-8f3e-9a7c6f1f4b0e]","@module":"terraform.ui",\
            "@timestamp":"2026-11-23T17:43:44.521909Z","hook":{"resource":{"addr":"terraform_data.new[%1$d]",\
            "module":"","resource":"terraform_data.new[%1$d]","implied_provider":"terraform",\
            "resource_type":"terraform_data","resource_name":"new","resource_key":%1$d},"action":"create",\
            "id_key":"id","id_value":"0c2b7e0f-6c4b-3d5c-8f3e-9a7c6f1f4b0e","elapsed_seconds":0},\
            "type":"apply_complete"}
            """;

    private final JsonFactory jackson = new JsonFactory();

    // Mutable state
    private byte[] bytes;

    /** About 1.5 MB. */
    @Setup
    public void record() {
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < RESOURCES; number++) {
            text.append(String.format(EVENTS, number));
        }
        bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** This engine's way. */
    @Benchmark
    public void events(Blackhole events) {
        OutputReader reader = new OutputReader(UnaryOperator.identity());
        reader.feed(bytes, events::consume);
        reader.end(events::consume);
    }

    /** What any way over Jackson takes at least. */
    @Benchmark
    public void tokens(Blackhole tokens) throws IOException {
        try (JsonParser parser = jackson.createParser(bytes)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens.consume(token);
            }
        }
    }
}
