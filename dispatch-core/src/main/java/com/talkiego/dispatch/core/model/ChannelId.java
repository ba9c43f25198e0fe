package com.talkiego.dispatch.core.model;

/** Identifies a channel within a tenant: 1 to 64 characters of {@code a-z 0-9 . _ -}. */
public record ChannelId(String value) implements Comparable<ChannelId> {
    private static final java.util.regex.Pattern SHAPE = java.util.regex.Pattern.compile("[a-z0-9._-]{1,64}");

    /** @throws IllegalArgumentException if the value is not of that shape */
    public ChannelId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("A channel id has 1 to 64 characters of a-z 0-9 . _ -");
        }
    }

    @Override
    public int compareTo(ChannelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
