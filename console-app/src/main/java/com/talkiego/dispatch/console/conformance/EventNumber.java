package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.wire.ServerMessage;
import java.lang.reflect.RecordComponent;

/** The number of an event in its session's journal. */
final class EventNumber {
    private static final ClassValue<RecordComponent[]> NUMBERS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return java.util.Arrays.stream(type.getRecordComponents())
                    .filter(component -> component.getName().equals("seq"))
                    .toArray(RecordComponent[]::new);
        }
    };

    private EventNumber() {}

    /** Its {@code seq}; 0 if it has none or is said outside the journal. */
    static long of(ServerMessage message) {
        try {
            for (RecordComponent number : NUMBERS.get(message.getClass())) {
                return (long) number.getAccessor().invoke(message);
            }
            return 0;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("A message's number cannot be read.", impossible);
        }
    }
}
