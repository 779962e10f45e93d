package dev.gossip.fabric.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.gossip.spi.protocol.MalformedException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.PullMsgType;

/** Any protobuf message as readable values, by its schema, so that no field is forgotten. */
final class FieldText {

    /** Longer runs of bytes are shown by length and digest. */
    private static final int LONGEST_HEX = 4096;

    private final Function<Envelope, Map<String, Object>> envelopes;

    FieldText(Function<Envelope, Map<String, Object>> envelopes) {
        this.envelopes = envelopes;
    }

    /** Every field in the order of the schema; absent nested messages are left out. */
    Map<String, Object> message(Message message) {
        Map<String, Object> out = new LinkedHashMap<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isRepeated()) {
                out.put(field.getName(), list(message, field));
            } else if (!field.hasPresence() || message.hasField(field)) {
                out.put(field.getName(), value(message, field, message.getField(field)));
            }
        }
        return out;
    }

    private List<Object> list(Message message, FieldDescriptor field) {
        return ((List<?>) message.getField(field))
                .stream().<Object>map(element -> value(message, field, element)).toList();
    }

    private Object value(Message message, FieldDescriptor field, Object value) {
        if (value instanceof Envelope envelope) {
            return envelopes.apply(envelope);
        }
        if (value instanceof Message nested) {
            return message(nested);
        }
        if (value instanceof EnumValueDescriptor chosen) {
            return enumName(chosen.getName(), chosen.getNumber());
        }
        if (value instanceof ByteString bytes) {
            return bytes(message, field, bytes);
        }
        return value instanceof Long number && field.getType() == FieldDescriptor.Type.UINT64
                ? unsigned(number)
                : value;
    }

    private static Object bytes(Message message, FieldDescriptor field, ByteString bytes) {
        return switch (field.getFullName()) {
            case "gossip.AliveMessage.identity", "gossip.ConnEstablish.identity", "gossip.PeerIdentity.cert" ->
                bytes.isEmpty() ? "" : identity(bytes);
            case "gossip.Payload.data" -> block(bytes);
            case "gossip.DataDigest.digests", "gossip.DataRequest.digests" ->
                pullsBlocks(message) ? bytes.toStringUtf8() : hex(bytes);
            default -> hex(bytes);
        };
    }

    private static boolean pullsBlocks(Message step) {
        Object type = step.getField(step.getDescriptorForType().findFieldByName("msg_type"));
        return ((EnumValueDescriptor) type).getNumber() == PullMsgType.BLOCK_MSG_VALUE;
    }

    private static Object identity(ByteString serialized) {
        try {
            SerializedIdentity identity = SerializedIdentity.decode(Wire.bytes(serialized));
            Map<String, Object> out = new LinkedHashMap<>();
            out.put("mspid", identity.mspId());
            out.put("id_bytes", identity.idBytes().utf8());
            out.put("pki_id", FabricIds.pkiId(identity).hex());
            InspectedCertificate.of(identity).ifPresent(certificate -> InspectedCertificate.describe(certificate, out));
            return out;
        } catch (MalformedException e) {
            return hex(serialized);
        }
    }

    private static Object block(ByteString data) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("bytes", data.size());
        try {
            Block block = Wire.parse(Block.parser(), data);
            out.put("number", unsigned(block.getHeader().getNumber()));
            out.put("previous_hash", hex(block.getHeader().getPreviousHash()));
            out.put("data_hash", hex(block.getHeader().getDataHash()));
            out.put("transactions", block.getData().getDataCount());
        } catch (InvalidProtocolBufferException e) {
            out.put("undecodable", "not a block: " + e.getMessage());
        }
        return out;
    }

    static Object hex(ByteString bytes) {
        if (bytes.size() <= LONGEST_HEX) {
            return Wire.bytes(bytes).hex();
        }
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("bytes", bytes.size());
        out.put("sha256", FabricIds.sha256(Wire.bytes(bytes)).hex());
        return out;
    }

    /** A number that any JSON writer prints as unsigned. */
    static Object unsigned(long number) {
        return number >= 0 ? (Object) number : new BigInteger(Long.toUnsignedString(number));
    }

    static String enumName(String name, int number) {
        return name.startsWith("UNRECOGNIZED") || name.startsWith("UNKNOWN_ENUM_VALUE")
                ? Integer.toString(number)
                : name;
    }
}
