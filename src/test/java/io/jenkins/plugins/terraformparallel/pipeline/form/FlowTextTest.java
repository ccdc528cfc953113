package io.jenkins.plugins.terraformparallel.pipeline.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FlowTextTest {

    @Test
    void whatIsNothingButTextIsWrittenWithoutQuotes() {
        Map<String, Object> module = new LinkedHashMap<>();
        module.put("path", "apps/shop");
        module.put("workspaces", List.of("eu", "us-1"));
        module.put("vars", Map.of("count", 3));
        module.put("odd", Arrays.asList(null, true, "true", "012", "a b", "!x", "é"));

        assertThat(FlowText.of(module))
                .isEqualTo("{path: apps/shop, workspaces: [eu, us-1], vars: {count: 3}, "
                        + "odd: [null, true, \"true\", \"012\", \"a b\", \"!x\", \"é\"]}");
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyValueIsReadAsWhatItWas(@ForAll("values") Object value) throws RequestException {
        String flow = FlowText.of(value);

        assertThat(flow).doesNotContain("\n", "\r");
        assertThat(FormValues.normal(RequestFile.value("x", flow))).isEqualTo(FormValues.normal(value));
    }

    @Provide
    Arbitrary<Object> values() {
        return FormValues.values();
    }
}
