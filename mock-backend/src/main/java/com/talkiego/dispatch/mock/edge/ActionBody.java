package com.talkiego.dispatch.mock.edge;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON object of an action, read field by field; each reader throws {@link Refusal} 400 with a sentence. */
public final class ActionBody {
    private static final int LONGEST_TEXT = 128;

    private final JsonNode object;

    ActionBody(JsonNode object) {
        this.object = object;
    }

    /** A text that must be there. */
    public String text(String field) {
        return optionalText(field).orElseThrow(() -> Refusal.malformed("The field '" + field + "' is missing."));
    }

    /** A text, or nothing. */
    public Optional<String> optionalText(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString()
                || value.stringValue().isEmpty()
                || value.stringValue().length() > LONGEST_TEXT) {
            throw Refusal.malformed(
                    "The field '" + field + "' must be a text of 1 to " + LONGEST_TEXT + " characters.");
        }
        return Optional.of(value.stringValue());
    }

    /** A number that must be there, within bounds. */
    public double number(String field, double least, double most) {
        return optionalNumber(field, least, most)
                .orElseThrow(() -> Refusal.malformed("The field '" + field + "' is missing."));
    }

    /** A number within bounds, or nothing. */
    public OptionalDouble optionalNumber(String field, double least, double most) {
        JsonNode value = value(field);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw Refusal.malformed(
                    "The field '" + field + "' must be a number from " + plain(least) + " to " + plain(most) + ".");
        }
        return OptionalDouble.of(value.doubleValue());
    }

    /** A whole number that must be there, within bounds. */
    public int whole(String field, int least, int most) {
        double value = number(field, least, most);
        if (value != Math.rint(value)) {
            throw Refusal.malformed("The field '" + field + "' must be a whole number.");
        }
        return (int) value;
    }

    /** A whole number within bounds; the given one if there is none. */
    public int whole(String field, int least, int most, int otherwise) {
        return value(field) == null ? otherwise : whole(field, least, most);
    }

    /** True or false; the given one if there is none. */
    public boolean flag(String field, boolean otherwise) {
        JsonNode value = value(field);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw Refusal.malformed("The field '" + field + "' must be true or false.");
        }
        return value.booleanValue();
    }

    private @Nullable JsonNode value(String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
