package io.jenkins.plugins.terraformparallel.engine.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class JsonMaskTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void jsonIsMaskedWithItsNames() throws Exception {
        JsonNode json = JSON.readTree(
                "{\"hunter2\": [\"x hunter2\", 4711, true, null], \"n\": 12.5, \"o\": {\"deep\": \"hunter2\"}}");

        assertThat(new JsonMask(text -> text.replace("hunter2", "****").replace("4711", "****")).apply(json))
                .isEqualTo(JSON.readTree(
                        "{\"****\": [\"x ****\", \"****\", true, null], \"n\": 12.5, \"o\": {\"deep\": \"****\"}}"));
    }
}
