package io.jenkins.plugins.terraformparallel.engine.event;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One event as one line of JSON, and back. What is written by this version is read by a later one and the other way
 * round: unknown fields and unknown events are left out, a list that is missing is empty.
 *
 * <p>Thread-safe.
 */
public final class EventJson {

    /** From here on characters are written as escapes: surrogates, so that a lone one is no encoding error. */
    private static final int HIGHEST_PLAIN_CHARACTER = 0xD7FF;

    /** What most lines have room in, in bytes. */
    private static final int LINE = 512;

    private static final DateTimeFormatter ANY_YEAR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

    /** What precedes the components of each kind of event. */
    private static final String KIND = "event";

    private static final JsonFactory FACTORY = newFactory();

    /** Apart: an engine that only writes its journal needs none of it, and making it takes long. */
    private static final class Mapping {
        private static final JsonMapper MAPPER = newMapper();
        private static final ObjectReader READER = MAPPER.readerFor(RunEvent.class);
    }

    private EventJson() {}

    /** A moment as ISO-8601 in UTC with exactly three digits of a second, such as {@code 2026-11-23T12:00:00.000Z}. */
    public static String instant(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 1000 || time.getYear() > 9999) {
            return ANY_YEAR.format(time);
        }
        // Digit by digit: it is in every event several times, and takes a formatter or a builder much longer.
        char[] text = "0000-00-00T00:00:00.000Z".toCharArray();
        put(text, 3, time.getYear());
        put(text, 6, time.getMonthValue());
        put(text, 9, time.getDayOfMonth());
        put(text, 12, time.getHour());
        put(text, 15, time.getMinute());
        put(text, 18, time.getSecond());
        put(text, 22, time.getNano() / 1_000_000);
        return new String(text);
    }

    private static void put(char[] text, int lastDigit, int number) {
        int rest = number;
        for (int i = lastDigit; rest > 0; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /**
     * The event as one line of UTF-8, with its line feed; it holds no other one.
     *
     * @throws IOException where a value can't be written, such as JSON that is nested too deeply
     */
    public static byte[] line(RunEvent event) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(LINE);
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField(KIND, kind(event.getClass()));
            PlainJson.writeComponents(json, event);
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    /** {@code run-started} for RunStarted, as the annotations of {@link RunEvent} say it to the reader. */
    static String kind(Class<?> event) {
        String name = event.getSimpleName();
        StringBuilder kind = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (Character.isUpperCase(letter) && i > 0) {
                kind.append('-');
            }
            kind.append(Character.toLowerCase(letter));
        }
        return kind.toString();
    }

    /**
     * The event of a line, which may have its line feed.
     *
     * @param length how many bytes of the array belong to the line
     * @return empty where a later version has written an event that this one doesn't know
     * @throws IOException where the line is no event
     */
    public static Optional<RunEvent> read(byte[] line, int length) throws IOException {
        RunEvent event;
        try {
            event = Mapping.READER.readValue(line, 0, length);
        } catch (JsonProcessingException e) {
            // Jackson's message quotes the line; the line's content is nobody's business in an error message.
            throw new IOException("not an event: " + e.getClass().getSimpleName() + " at column "
                    + (e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
        }
        if (event != null && event.at() == null) {
            throw new IOException("not an event: it has no time");
        }
        return Optional.ofNullable(event);
    }

    /** Reads and writes records as the journal does; its configuration must stay as it is. */
    public static ObjectMapper mapper() {
        return Mapping.MAPPER;
    }

    private static JsonFactory newFactory() {
        return new JsonFactoryBuilder()
                .highestNonEscapedChar(HIGHEST_PLAIN_CHARACTER)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                .build();
    }

    private static JsonMapper newMapper() {
        SimpleModule times = new SimpleModule("times");
        times.addSerializer(Instant.class, new InstantWriter());
        times.addDeserializer(Instant.class, new InstantReader());
        JsonMapper mapper = JsonMapper.builder(newFactory())
                .addModule(times)
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_INVALID_SUBTYPE)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // Outputs of modules are passed on digit by digit.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        return mapper;
    }

    /** Writes {@link #instant}. */
    private static final class InstantWriter extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(instant(value));
        }
    }

    /** Reads any ISO-8601 moment in UTC. */
    private static final class InstantReader extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getValueAsString("");
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a moment in time");
            }
        }
    }
}
