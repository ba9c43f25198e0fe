package com.talkiego.dispatch.mock.edge;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.WireException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON of the HTTPS routes: the ApiLayer's messages by the {@link Codec}, all others alike: unknown fields are ignored, times are
 * ISO 8601, a channel id is a plain string. Any thread.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule().addSerializer(ChannelId.class, new ChannelIdWriter()))
            .build();

    private Json() {}

    /** The value as UTF-8 JSON. */
    public static byte[] write(Object value) {
        return value instanceof ApiMessage message
                ? Codec.encode(message).getBytes(StandardCharsets.UTF_8)
                : MAPPER.writeValueAsBytes(value);
    }

    /** The value as one line of JSON. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** @throws Refusal 400 if the bytes are no such message */
    public static <T extends ApiMessage> T message(byte[] body, Class<T> type) {
        try {
            return Codec.decode(new String(body, StandardCharsets.UTF_8), type);
        } catch (WireException e) {
            throw Refusal.malformed(String.valueOf(e.getMessage()));
        }
    }

    /** @throws Refusal 400 if the bytes are not JSON of that type */
    public static <T> T read(byte[] body, Class<T> type) {
        T value;
        try {
            value = MAPPER.readValue(body, type);
        } catch (JacksonException e) {
            // Where, never what: the content may be a secret, and the parser's words name classes.
            TokenStreamLocation at = e.getLocation();
            throw Refusal.malformed("The body is not the JSON this request takes"
                    + (at == null ? "." : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")."));
        }
        if (value == null) {
            throw Refusal.malformed("The body is empty: this request takes a JSON object.");
        }
        return value;
    }

    /** @throws Refusal 400 if the bytes are not a JSON object; none at all are an empty one */
    public static JsonNode object(byte[] body) {
        if (body.length == 0) {
            return MAPPER.createObjectNode();
        }
        JsonNode node = read(body, JsonNode.class);
        if (!node.isObject()) {
            throw Refusal.malformed("The body is not a JSON object.");
        }
        return node;
    }

    private static final class ChannelIdWriter extends ValueSerializer<ChannelId> {
        @Override
        public void serialize(ChannelId value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.value());
        }
    }
}
