/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Named values of one record, in the order they were put, with a self-describing binary form.
 *
 * <p>Binary form: number of fields (int), then for each its name (modified UTF-8), a type byte, the
 * length of its payload (int) and the payload, big endian. A field of an unknown type is skipped by
 * its length. Values are {@code long}, {@code double}, {@code String}, {@code byte[]}, {@code
 * int[]}, {@code float[]}, {@code double[]}, {@code String[]}, or a list of nested fields.
 */
public final class RecordFields {

    private static final byte LONG = 1;
    private static final byte DOUBLE = 2;
    private static final byte STRING = 3;
    private static final byte BYTES = 4;
    private static final byte INTS = 5;
    private static final byte FLOATS = 6;
    private static final byte DOUBLES = 7;
    private static final byte STRINGS = 8;
    private static final byte FIELDS = 9;

    private static final int DEEPEST = 32;
    private static final int UNSEEN_BYTES = 1 << 20;

    private final Map<String, Object> values = new LinkedHashMap<>();

    /**
     * Puts a whole number.
     *
     * @param name field name
     * @param value value
     * @return this
     */
    public RecordFields put(String name, long value) {
        values.put(name, value);
        return this;
    }

    /**
     * Puts a real number; NaN and infinities are kept in the binary form and become {@code null} in
     * JSON.
     *
     * @param name field name
     * @param value value
     * @return this
     */
    public RecordFields put(String name, double value) {
        values.put(name, value);
        return this;
    }

    /**
     * Puts a text; a {@code null} is left out.
     *
     * @param name field name
     * @param value value
     * @return this
     */
    public RecordFields put(String name, String value) {
        return putIfPresent(name, value);
    }

    /**
     * Puts bytes; {@code null} is left out.
     *
     * @param name field name
     * @param value value
     * @return this
     */
    public RecordFields put(String name, byte[] value) {
        return putIfPresent(name, value);
    }

    /**
     * Puts whole numbers; {@code null} is left out.
     *
     * @param name field name
     * @param value value
     * @return this
     */
    public RecordFields put(String name, int[] value) {
        return putIfPresent(name, value);
    }

    /**
     * Puts single-precision numbers; {@code null} is left out.
     *
     * @param name field name
     * @param value value
     * @return this
     */
    public RecordFields put(String name, float[] value) {
        return putIfPresent(name, value);
    }

    /**
     * Puts double-precision numbers; {@code null} is left out.
     *
     * @param name field name
     * @param value value
     * @return this
     */
    public RecordFields put(String name, double[] value) {
        return putIfPresent(name, value);
    }

    /**
     * Puts texts; a {@code null} list is left out.
     *
     * @param name field name
     * @param value texts, none {@code null}
     * @return this
     */
    public RecordFields putStrings(String name, List<String> value) {
        return putIfPresent(name, value == null ? null : value.toArray(new String[0]));
    }

    /**
     * Puts nested groups of fields; a {@code null} list is left out.
     *
     * @param name field name
     * @param value groups
     * @return this
     */
    public RecordFields putGroups(String name, List<RecordFields> value) {
        return putIfPresent(name, value == null ? null : value.toArray(new RecordFields[0]));
    }

    private RecordFields putIfPresent(String name, Object value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }

    /**
     * Whether a field is there.
     *
     * @param name field name
     * @return true if so
     */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * Names in the order they were put.
     *
     * @return names
     */
    public Set<String> names() {
        return values.keySet();
    }

    /**
     * A whole number.
     *
     * @param name field name
     * @param absent value if the field is not there
     * @return its value
     */
    public long getLong(String name, long absent) {
        return get(name, Long.class, absent);
    }

    /**
     * A whole number in {@code int} range.
     *
     * @param name field name
     * @param absent value if the field is not there
     * @return its value
     */
    public int getInt(String name, int absent) {
        return Math.toIntExact(getLong(name, absent));
    }

    /**
     * A real number.
     *
     * @param name field name
     * @param absent value if the field is not there
     * @return its value
     */
    public double getDouble(String name, double absent) {
        return get(name, Double.class, absent);
    }

    /**
     * A text.
     *
     * @param name field name
     * @param absent value if the field is not there
     * @return its value
     */
    public String getString(String name, String absent) {
        return get(name, String.class, absent);
    }

    /**
     * Bytes, empty if the field is not there.
     *
     * @param name field name
     * @return its value
     */
    public byte[] getBytes(String name) {
        return get(name, byte[].class, new byte[0]);
    }

    /**
     * Whole numbers, empty if the field is not there.
     *
     * @param name field name
     * @return its value
     */
    public int[] getInts(String name) {
        return get(name, int[].class, new int[0]);
    }

    /**
     * Single-precision numbers, empty if the field is not there.
     *
     * @param name field name
     * @return its value
     */
    public float[] getFloats(String name) {
        return get(name, float[].class, new float[0]);
    }

    /**
     * Double-precision numbers, empty if the field is not there.
     *
     * @param name field name
     * @return its value
     */
    public double[] getDoubles(String name) {
        return get(name, double[].class, new double[0]);
    }

    /**
     * Texts, empty if the field is not there.
     *
     * @param name field name
     * @return its value
     */
    public List<String> getStrings(String name) {
        return List.of(get(name, String[].class, new String[0]));
    }

    /**
     * Nested groups, empty if the field is not there.
     *
     * @param name field name
     * @return its value
     */
    public List<RecordFields> getGroups(String name) {
        return List.of(get(name, RecordFields[].class, new RecordFields[0]));
    }

    private <T> T get(String name, Class<T> type, T absent) {
        Object value = values.get(name);
        if (value == null) {
            return absent;
        }
        if (!type.isInstance(value)) {
            throw new IllegalStateException(
                    "Field '"
                            + name
                            + "' holds "
                            + value.getClass().getSimpleName()
                            + ", expected "
                            + type.getSimpleName());
        }
        return type.cast(value);
    }

    /**
     * Writes the binary form.
     *
     * @param out where to
     * @throws IOException if {@code out} throws it
     */
    public void write(DataOutput out) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<String, Object> field : values.entrySet()) {
            ByteArrayOutputStream buffer = new ByteArrayOutputStream();
            byte type = writeValue(field.getValue(), new DataOutputStream(buffer));
            out.writeUTF(field.getKey());
            out.writeByte(type);
            out.writeInt(buffer.size());
            out.write(buffer.toByteArray());
        }
    }

    private static byte writeValue(Object value, DataOutput out) throws IOException {
        if (value instanceof Long number) {
            out.writeLong(number);
            return LONG;
        } else if (value instanceof Double number) {
            out.writeDouble(number);
            return DOUBLE;
        } else if (value instanceof String text) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            return STRING;
        } else if (value instanceof byte[] bytes) {
            out.write(bytes);
            return BYTES;
        } else if (value instanceof int[] numbers) {
            for (int number : numbers) {
                out.writeInt(number);
            }
            return INTS;
        } else if (value instanceof float[] numbers) {
            for (float number : numbers) {
                out.writeFloat(number);
            }
            return FLOATS;
        } else if (value instanceof double[] numbers) {
            for (double number : numbers) {
                out.writeDouble(number);
            }
            return DOUBLES;
        } else if (value instanceof String[] texts) {
            out.writeInt(texts.length);
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            return STRINGS;
        }
        RecordFields[] groups = (RecordFields[]) value;
        out.writeInt(groups.length);
        for (RecordFields group : groups) {
            group.write(out);
        }
        return FIELDS;
    }

    /**
     * Reads the binary form.
     *
     * @param in where from
     * @return the fields of known type
     * @throws IOException if the bytes are not a valid binary form, or groups are nested deeper
     *     than {@value #DEEPEST}
     */
    public static RecordFields read(DataInput in) throws IOException {
        return read(in, 0);
    }

    private static RecordFields read(DataInput in, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("Groups of fields are nested deeper than " + DEEPEST);
        }
        RecordFields fields = new RecordFields();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            byte type = in.readByte();
            int length = in.readInt();
            if (length < 0) {
                throw new IOException("Field '" + name + "' has length " + length);
            }
            Object value = readValue(type, readPayload(in, length), depth);
            if (value != null) {
                fields.values.put(name, value);
            }
        }
        return fields;
    }

    /** Takes memory for what is there, not for what the length says is there. */
    private static byte[] readPayload(DataInput in, int length) throws IOException {
        byte[] payload = new byte[Math.min(length, UNSEEN_BYTES)];
        in.readFully(payload);
        while (payload.length < length) {
            int read = payload.length;
            payload = Arrays.copyOf(payload, (int) Math.min(length, 2L * read));
            in.readFully(payload, read, payload.length - read);
        }
        return payload;
    }

    private static Object readValue(byte type, byte[] payload, int depth) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
        switch (type) {
            case LONG:
                return in.readLong();
            case DOUBLE:
                return in.readDouble();
            case STRING:
                return new String(payload, StandardCharsets.UTF_8);
            case BYTES:
                return payload;
            case INTS:
                int[] ints = new int[payload.length / Integer.BYTES];
                for (int i = 0; i < ints.length; i++) {
                    ints[i] = in.readInt();
                }
                return ints;
            case FLOATS:
                float[] floats = new float[payload.length / Float.BYTES];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = in.readFloat();
                }
                return floats;
            case DOUBLES:
                double[] doubles = new double[payload.length / Double.BYTES];
                for (int i = 0; i < doubles.length; i++) {
                    doubles[i] = in.readDouble();
                }
                return doubles;
            case STRINGS:
                List<String> texts = new ArrayList<>();
                for (int i = in.readInt(); i > 0; i--) {
                    texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
                }
                return texts.toArray(new String[0]);
            case FIELDS:
                List<RecordFields> groups = new ArrayList<>();
                for (int i = in.readInt(); i > 0; i--) {
                    groups.add(read(in, depth + 1));
                }
                return groups.toArray(new RecordFields[0]);
            default:
                return null;
        }
    }

    /**
     * The fields as one JSON object; bytes become an array of 0 to 255, NaN and infinities {@code
     * null}.
     *
     * @return JSON text on one line
     */
    public String toJson() {
        StringBuilder out = new StringBuilder();
        JsonText.append(out, values);
        return out.toString();
    }

    Map<String, Object> values() {
        return values;
    }
}
