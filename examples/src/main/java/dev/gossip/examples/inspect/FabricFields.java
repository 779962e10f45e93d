package dev.gossip.examples.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.gossip.api.Bytes;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.hyperledger.fabric.protos.gossip.DataDigest;
import org.hyperledger.fabric.protos.gossip.DataRequest;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.PullMsgType;

/** Protobuf fields as JSON, under their own names; bytes become what a reader can use. */
final class FabricFields {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Bytes up to here are shown in full. */
    private static final int SHOWN_BYTES = 64;

    private static final Set<String> IDENTITIES =
            Set.of("gossip.AliveMessage.identity", "gossip.ConnEstablish.identity", "gossip.PeerIdentity.cert");

    private final Function<Envelope, JsonNode> nested;

    /** @param nested how a statement inside another one is shown */
    FabricFields(Function<Envelope, JsonNode> nested) {
        this.nested = nested;
    }

    ObjectNode of(Message message) {
        ObjectNode tree = JSON.objectNode();
        message.getAllFields().forEach((field, value) -> tree.set(field.getJsonName(), field(message, field, value)));
        if (!message.getUnknownFields().asMap().isEmpty()) {
            ArrayNode unknown = tree.putArray("unknownFields");
            message.getUnknownFields().asMap().keySet().forEach(unknown::add);
        }
        return tree;
    }

    private JsonNode field(Message owner, FieldDescriptor field, Object value) {
        if (!field.isRepeated()) {
            return value(owner, field, value);
        }
        ArrayNode array = JSON.arrayNode();
        for (Object element : (List<?>) value) {
            array.add(value(owner, field, element));
        }
        return array;
    }

    private JsonNode value(Message owner, FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case MESSAGE -> value instanceof Envelope envelope ? nested.apply(envelope) : of((Message) value);
            case BYTE_STRING -> bytes(owner, field, (ByteString) value);
            case ENUM -> JSON.textNode(((EnumValueDescriptor) value).getName());
            case LONG -> number(field, (Long) value);
            case INT -> JSON.numberNode((Integer) value);
            case BOOLEAN -> JSON.booleanNode((Boolean) value);
            case FLOAT -> JSON.numberNode((Float) value);
            case DOUBLE -> JSON.numberNode((Double) value);
            case STRING -> JSON.textNode((String) value);
        };
    }

    static JsonNode unsigned(long value) {
        return value >= 0 ? JSON.numberNode(value) : JSON.numberNode(new BigInteger(Long.toUnsignedString(value)));
    }

    private static JsonNode number(FieldDescriptor field, long value) {
        boolean signed = field.getType() == FieldDescriptor.Type.INT64
                || field.getType() == FieldDescriptor.Type.SINT64
                || field.getType() == FieldDescriptor.Type.SFIXED64;
        return signed ? JSON.numberNode(value) : unsigned(value);
    }

    private static JsonNode bytes(Message owner, FieldDescriptor field, ByteString value) {
        Bytes bytes = Bytes.wrap(value.toByteArray());
        if (IDENTITIES.contains(field.getFullName())) {
            return FabricIdentities.describe(bytes);
        }
        if (field.getName().equals("digests") && isAboutBlocks(owner)) {
            return JSON.textNode(bytes.utf8());
        }
        if (bytes.length() <= SHOWN_BYTES) {
            return JSON.textNode(bytes.hex());
        }
        return JSON.objectNode().put("bytes", bytes.length()).put("sha256", sha256(bytes));
    }

    /** Digests of a pull of blocks are decimal numbers in ASCII. */
    private static boolean isAboutBlocks(Message owner) {
        return owner instanceof DataDigest digest && digest.getMsgType() == PullMsgType.BLOCK_MSG
                || owner instanceof DataRequest request && request.getMsgType() == PullMsgType.BLOCK_MSG;
    }

    static String sha256(Bytes bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.asReadOnlyBuffer());
            return Bytes.wrap(digest.digest()).hex();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
