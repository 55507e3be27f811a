/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.util.Map;
import java.util.function.IntConsumer;

/** Writes the value types of {@link RecordFields} as JSON. */
final class JsonText {

    private JsonText() {}

    static void append(StringBuilder out, Map<String, Object> values) {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Object> field : values.entrySet()) {
            out.append(separator);
            appendText(out, field.getKey());
            out.append(':');
            appendValue(out, field.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private static void appendValue(StringBuilder out, Object value) {
        if (value instanceof Long number) {
            out.append(number.longValue());
        } else if (value instanceof Double number) {
            appendNumber(out, number);
        } else if (value instanceof String text) {
            appendText(out, text);
        } else if (value instanceof byte[] bytes) {
            appendArray(out, bytes.length, i -> out.append(bytes[i] & 0xff));
        } else if (value instanceof int[] numbers) {
            appendArray(out, numbers.length, i -> out.append(numbers[i]));
        } else if (value instanceof float[] numbers) {
            appendArray(out, numbers.length, i -> appendNumber(out, numbers[i]));
        } else if (value instanceof double[] numbers) {
            appendArray(out, numbers.length, i -> appendNumber(out, numbers[i]));
        } else if (value instanceof String[] texts) {
            appendArray(out, texts.length, i -> appendText(out, texts[i]));
        } else {
            RecordFields[] groups = (RecordFields[]) value;
            appendArray(out, groups.length, i -> append(out, groups[i].values()));
        }
    }

    private static void appendArray(StringBuilder out, int length, IntConsumer element) {
        out.append('[');
        for (int i = 0; i < length; i++) {
            if (i > 0) {
                out.append(',');
            }
            element.accept(i);
        }
        out.append(']');
    }

    private static void appendNumber(StringBuilder out, float value) {
        out.append(Float.isFinite(value) ? Float.toString(value) : "null");
    }

    private static void appendNumber(StringBuilder out, double value) {
        out.append(Double.isFinite(value) ? Double.toString(value) : "null");
    }

    private static void appendText(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || c == 0x2028 || c == 0x2029) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
