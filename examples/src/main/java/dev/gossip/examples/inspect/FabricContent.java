package dev.gossip.examples.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage.ContentCase;
import org.hyperledger.fabric.protos.gossip.GossipMessage.Tag;
import org.hyperledger.fabric.protos.gossip.Secret;

/** The parts of an envelope in reading order: type, tag, nonce, channel, fields, signature, secret. */
final class FabricContent {

    private FabricContent() {}

    static void describe(
            ObjectNode tree,
            Envelope envelope,
            GossipMessage message,
            String channel,
            FabricFields fields,
            SignatureReport signature) {
        tree.put("type", type(message.getContentCase()));
        tree.put("tag", tag(message));
        tree.set("nonce", FabricFields.unsigned(message.getNonce()));
        tree.put("channel", channel);
        tree.set("fields", content(message, fields));
        tree.set("signature", signature.json(envelope.getSignature().size()));
        if (envelope.hasSecretEnvelope()) {
            ObjectNode secret = tree.putObject("secret");
            secret.put("internalEndpoint", internalEndpoint(envelope));
            secret.put(
                    "signatureBytes",
                    envelope.getSecretEnvelope().getSignature().size());
        }
    }

    /** The content's field name in Fabric's own spelling of types, for example {@code AliveMsg}. */
    private static String type(ContentCase content) {
        if (content == ContentCase.CONTENT_NOT_SET) {
            return "(none)";
        }
        String name = GossipMessage.getDescriptor()
                .findFieldByNumber(content.getNumber())
                .getName();
        return Arrays.stream(name.split("_"))
                .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining());
    }

    private static String tag(GossipMessage message) {
        return message.getTag() == Tag.UNRECOGNIZED
                ? "UNRECOGNIZED " + message.getTagValue()
                : message.getTag().name();
    }

    private static ObjectNode content(GossipMessage message, FabricFields fields) {
        if (message.getContentCase() == ContentCase.CONTENT_NOT_SET) {
            ObjectNode unknown = fields.of(message);
            unknown.retain("unknownFields");
            return unknown;
        }
        return fields.of((Message) message.getField(GossipMessage.getDescriptor()
                .findFieldByNumber(message.getContentCase().getNumber())));
    }

    private static String internalEndpoint(Envelope envelope) {
        try {
            return Secret.parseFrom(envelope.getSecretEnvelope().getPayload()).getInternalEndpoint();
        } catch (InvalidProtocolBufferException e) {
            return "(undecodable)";
        }
    }
}
