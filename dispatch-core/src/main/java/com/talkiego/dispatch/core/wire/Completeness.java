package com.talkiego.dispatch.core.wire;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The check that a decoded message holds every field its record does not declare {@code @Nullable}, so that the compiler's
 * promise about nulls is true of text from outside as well.
 */
final class Completeness {
    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Field[] fields = new Field[components.length];
            for (int i = 0; i < components.length; i++) {
                fields[i] = new Field(
                        components[i].getName(),
                        components[i].getAccessor(),
                        components[i].getAnnotatedType().isAnnotationPresent(Nullable.class));
            }
            return fields;
        }
    };

    private record Field(String name, Method accessor, boolean nullable) {}

    private Completeness() {}

    /** Name of the first field that is missing anywhere in the record, null if it is complete. */
    static @Nullable String firstAbsent(Object record) {
        for (Field field : FIELDS.get(record.getClass())) {
            Object value = read(field.accessor(), record);
            if (value == null) {
                if (!field.nullable()) {
                    return field.name();
                }
            } else {
                String absent = absentIn(field.name(), value);
                if (absent != null) {
                    return absent;
                }
            }
        }
        return null;
    }

    private static @Nullable String absentIn(String name, Object value) {
        if (value instanceof Record inner) {
            return firstAbsent(inner);
        }
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (element == null) {
                    return name;
                }
                String absent = absentIn(name, element);
                if (absent != null) {
                    return absent;
                }
            }
        }
        return null;
    }

    private static @Nullable Object read(Method accessor, Object record) {
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("A message's record cannot be read: " + accessor, impossible);
        }
    }
}
