package com.talkiego.dispatch.core.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.talkiego.dispatch.core.model.ChannelId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/**
 * Messages to JSON text and back. Unknown fields are skipped, nulls are left out, times are ISO-8601 in UTC, channel ids plain
 * strings; absent numbers are 0 and absent flags false, any other absent field that may not be null makes the text malformed.
 * Safe on any thread.
 */
public final class Codec {
    /** Longest message of a client that carries no SDP, in characters. */
    public static final int MAX_CLIENT_FRAME = 64 * 1024;

    /** Longest message with an SDP, in characters: 128 lines take about half. */
    public static final int MAX_SDP_FRAME = 256 * 1024;

    /** Longest message of a server, and longest body of the ApiLayer, in characters. */
    public static final int MAX_SERVER_FRAME = 1024 * 1024;

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NAME = 64;
    private static final int MAX_NUMBER = 32;

    private static final JsonMapper MAPPER = mapper();
    private static final ObjectWriter CLIENT_OUT = MAPPER.writerFor(ClientMessage.class);
    private static final ObjectWriter SERVER_OUT = MAPPER.writerFor(ServerMessage.class);

    private Codec() {}

    public static String encode(ClientMessage message) {
        return CLIENT_OUT.writeValueAsString(message);
    }

    public static String encode(ServerMessage message) {
        return SERVER_OUT.writeValueAsString(message);
    }

    public static String encode(ApiMessage message) {
        return MAPPER.writeValueAsString(message);
    }

    /** @throws WireException if the text is no message of a client */
    public static ClientMessage decodeClient(String text) throws WireException {
        ClientMessage message = decode(text, ClientMessage.class, MAX_SDP_FRAME);
        if (text.length() > MAX_CLIENT_FRAME && !(message instanceof ClientMessage.MediaOffer)) {
            throw tooLarge(text, MAX_CLIENT_FRAME);
        }
        return message;
    }

    /** @throws WireException if the text is no message of a server */
    public static ServerMessage decodeServer(String text) throws WireException {
        return decode(text, ServerMessage.class, MAX_SERVER_FRAME);
    }

    /**
     * Reads a body of the ApiLayer.
     *
     * @throws WireException if the text is no such body
     */
    public static <T extends ApiMessage> T decode(String text, Class<T> type) throws WireException {
        return decode(text, type, MAX_SERVER_FRAME);
    }

    private static <T> T decode(String text, Class<T> type, int limit) throws WireException {
        if (text.length() > limit) {
            throw tooLarge(text, limit);
        }
        T message;
        try {
            message = MAPPER.readValue(text, type);
        } catch (InvalidTypeIdException unknown) {
            if (unknown.getTypeId() == null) {
                throw new WireException(WireException.Code.MALFORMED, "The message has no type.");
            }
            throw new WireException(
                    WireException.Code.UNKNOWN_TYPE, "This version does not know that type of message.");
        } catch (StreamConstraintsException excess) {
            throw new WireException(
                    WireException.Code.TOO_LARGE, "The message is nested too deep, or a part of it is too long.");
        } catch (JacksonException malformed) {
            throw new WireException(
                    WireException.Code.MALFORMED, "The message is not what its type asks for" + where(malformed));
        }
        if (message == null) {
            throw new WireException(WireException.Code.MALFORMED, "The message is empty.");
        }
        String absent = Completeness.firstAbsent(message);
        if (absent != null) {
            throw new WireException(WireException.Code.MALFORMED, "The message lacks its field '" + absent + "'.");
        }
        return message;
    }

    /** The place, never the content. */
    private static String where(JacksonException malformed) {
        var location = malformed.getLocation();
        return location == null ? "." : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ").";
    }

    private static WireException tooLarge(String text, int limit) {
        return new WireException(
                WireException.Code.TOO_LARGE,
                "The message has " + text.length() + " characters; " + limit + " are the most.");
    }

    private static JsonMapper mapper() {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxDocumentLength(MAX_SERVER_FRAME)
                .maxStringLength(MAX_SDP_FRAME)
                .maxNestingDepth(MAX_DEPTH)
                .maxNameLength(MAX_NAME)
                .maxNumberLength(MAX_NUMBER)
                .build();
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(limits).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
                .addModule(new SimpleModule()
                        .addSerializer(new ChannelIdWriter())
                        .addDeserializer(ChannelId.class, new ChannelIdReader()))
                .build();
    }

    private static final class ChannelIdWriter extends StdScalarSerializer<ChannelId> {
        ChannelIdWriter() {
            super(ChannelId.class);
        }

        @Override
        public void serialize(ChannelId id, JsonGenerator out, SerializationContext context) {
            out.writeString(id.value());
        }
    }

    private static final class ChannelIdReader extends StdScalarDeserializer<ChannelId> {
        ChannelIdReader() {
            super(ChannelId.class);
        }

        @Override
        public ChannelId deserialize(JsonParser in, DeserializationContext context) {
            String value = in.getString();
            try {
                return new ChannelId(value == null ? "" : value);
            } catch (IllegalArgumentException shape) {
                return (ChannelId) context.handleWeirdStringValue(ChannelId.class, value, "not a channel id");
            }
        }
    }
}
