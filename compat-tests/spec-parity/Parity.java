// The other side of the comparison: Apache Kafka's own message classes behind a pipe. A command is one
// batch of messages of one class and version; the answer is as many byte strings.
//
// command: int32 length, then: utf8 class name (uint16 length), int16 version, uint8 what, int32 count, body
//   what 0, rewrite:  body = count x (int32 length, bytes): each is read and written again
//   what 1, generate: body = int64 seed: random bytes by the class's own schema, read and written again
// answer: count x (int32 length, bytes), where a length of -1 - n is a failure with n bytes of text

import java.io.ByteArrayOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.Field;
import org.apache.kafka.common.protocol.types.RawTaggedField;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.Struct;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;
import org.apache.kafka.common.record.internal.MemoryRecords;

public final class Parity {
    private static final long EXACT = 1L << 53;

    public static void main(String[] args) throws Exception {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 16));
        System.setOut(System.err);
        while (true) {
            try {
                in.readInt();
            } catch (EOFException end) {
                return;
            }
            answer(in, out);
            out.flush();
        }
    }

    private static void answer(DataInputStream in, DataOutputStream out) throws Exception {
        String name = in.readUTF();
        short version = in.readShort();
        int what = in.readUnsignedByte();
        int count = in.readInt();
        Class<?> type = Class.forName(name);
        Random random = what == 1 ? new Random(in.readLong()) : null;
        for (int i = 0; i < count; i++) {
            byte[] result;
            boolean failed = false;
            try {
                byte[] bytes = random == null ? readBytes(in) : generate(type, version, random);
                result = rewrite(type, version, bytes);
            } catch (IOException broken) {
                throw broken;
            } catch (Throwable failure) {
                failed = true;
                result = String.valueOf(failure).getBytes(StandardCharsets.UTF_8);
            }
            out.writeInt(failed ? -1 - result.length : result.length);
            out.write(result);
        }
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    private static byte[] rewrite(Class<?> type, short version, byte[] bytes) throws Exception {
        Constructor<?> constructor = type.getDeclaredConstructor();
        Message message = (Message) constructor.newInstance();
        ByteBuffer input = ByteBuffer.wrap(bytes);
        message.read(new ByteBufferAccessor(input), version);
        if (input.hasRemaining()) throw new IllegalStateException(input.remaining() + " bytes left");
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer output = ByteBuffer.allocate(message.size(cache, version));
        message.write(new ByteBufferAccessor(output), cache, version);
        if (output.hasRemaining()) throw new IllegalStateException(output.remaining() + " bytes short");
        return output.array();
    }

    private static byte[] generate(Class<?> type, short version, Random random) throws Exception {
        Schema schema = ((Schema[]) type.getField("SCHEMAS").get(null))[version];
        Object value = struct(schema, random, 0);
        ByteBuffer buffer = ByteBuffer.allocate(schema.sizeOf(value));
        schema.write(buffer, value);
        return buffer.array();
    }

    private static Struct struct(Schema schema, Random random, int depth) {
        Struct struct = new Struct(schema);
        for (BoundField field : schema.fields()) struct.set(field, value(field.def.type, random, depth));
        return struct;
    }

    private static Object value(Type type, Random random, int depth) {
        if (type.isNullable() && random.nextInt(4) == 0) return null;
        if (type instanceof TaggedFields) return tags((TaggedFields) type, random, depth);
        if (type instanceof Schema) return struct((Schema) type, random, depth + 1);
        if (type.arrayElementType().isPresent()) {
            Object[] list = new Object[random.nextInt(depth < 2 ? 4 : 3)];
            Type element = type.arrayElementType().get();
            for (int i = 0; i < list.length; i++) list[i] = value(element, random, depth + 1);
            return list;
        }
        String name = ((Type.DocumentedType) type).typeName();
        boolean extreme = random.nextInt(5) == 0;
        switch (name) {
            case "BOOLEAN": return random.nextBoolean();
            case "INT8": return extreme ? extremeByte(random) : (byte) random.nextInt();
            case "INT16": return extreme ? (random.nextBoolean() ? Short.MIN_VALUE : Short.MAX_VALUE) : (short) random.nextInt();
            case "UINT16": return extreme ? (random.nextBoolean() ? 0 : 65535) : random.nextInt(65536);
            case "INT32": return extreme ? (random.nextBoolean() ? Integer.MIN_VALUE : Integer.MAX_VALUE) : random.nextInt();
            case "UINT32": return extreme ? (random.nextBoolean() ? 0L : 0xffffffffL) : (long) random.nextInt() & 0xffffffffL;
            case "INT64": return extreme ? extremeLong(random) : (random.nextLong() % EXACT) >> random.nextInt(53);
            case "FLOAT64": return extreme ? (random.nextBoolean() ? Double.MAX_VALUE : Double.NEGATIVE_INFINITY) : random.nextGaussian();
            case "UUID": return extreme ? Uuid.ZERO_UUID : new Uuid(random.nextLong(), random.nextLong());
            default: return named(name, random);
        }
    }

    private static Object named(String name, Random random) {
        if (name.endsWith("STRING")) return text(random);
        byte[] bytes = new byte[random.nextInt(50) == 0 ? random.nextInt(3000) : random.nextInt(20)];
        random.nextBytes(bytes);
        if (name.endsWith("BYTES")) return ByteBuffer.wrap(bytes);
        if (name.endsWith("RECORDS")) return MemoryRecords.readableRecords(ByteBuffer.wrap(bytes));
        throw new IllegalStateException("the type " + name);
    }

    private static byte extremeByte(Random random) {
        return random.nextBoolean() ? Byte.MIN_VALUE : Byte.MAX_VALUE;
    }

    private static long extremeLong(Random random) {
        switch (random.nextInt(5)) {
            case 0: return Long.MIN_VALUE;
            case 1: return Long.MAX_VALUE;
            case 2: return EXACT;
            case 3: return -EXACT;
            default: return -1;
        }
    }

    private static String text(Random random) {
        int length = random.nextInt(100) == 0 ? random.nextInt(5000) : random.nextInt(12);
        String alphabet = random.nextInt(3) == 0 ? "aé漢\u0000z" : "abcXYZ019-._";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        if (random.nextInt(8) == 0) text.appendCodePoint(0x1f600 + random.nextInt(60));
        return text.toString();
    }

    private static NavigableMap<Integer, Object> tags(TaggedFields type, Random random, int depth) {
        NavigableMap<Integer, Object> tags = new TreeMap<>();
        for (var known : type.fields().entrySet()) {
            Type knownType = known.getValue().type;
            if (random.nextInt(3) == 0) continue;
            // SCHEMAS writes the null of a tagged struct as an int8, the classes read a varint there: only
            // the other direction has such nulls.
            boolean isStruct = knownType instanceof Schema;
            tags.put(known.getKey(), isStruct ? struct((Schema) knownType, random, depth + 1) : value(knownType, random, depth + 1));
        }
        for (int unknown = random.nextInt(4) == 0 ? 2 : 0; unknown > 0; unknown--) {
            int tag = 100 + random.nextInt(random.nextBoolean() ? 20 : 1 << 20);
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            tags.put(tag, new RawTaggedField(tag, bytes));
        }
        return tags;
    }
}
