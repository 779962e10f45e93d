package dev.gossip.examples.inspect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.spi.crypto.Verification;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;

/**
 * Shows Fabric's envelopes. Fields are those of the wire; what is legal is judged by the same codec as on a node.
 * Identities and channel names that one message reveals help with those after it.
 */
final class FabricInspector implements Inspector {

    private static final int MAX_CHANNELS = 100;

    private final InspectionContext context = new InspectionContext();
    private final FabricJudge judge = new FabricJudge(context);
    private final Set<String> channels;

    FabricInspector(Collection<String> channels) {
        this.channels = new LinkedHashSet<>(channels);
    }

    @Override
    public ObjectNode inspect(Bytes frame) {
        Optional<Envelope> envelope = FabricWire.envelope(frame);
        Optional<GossipMessage> message = envelope.flatMap(found -> FabricWire.message(found.getPayload()));
        Optional<String> named =
                message.map(found -> found.getChannel().toStringUtf8()).filter(channel -> !channel.isEmpty());
        Set<String> known = new LinkedHashSet<>(channels);
        named.ifPresent(known::add);
        context.channels(known);
        Ruling ruling = judge.rule(frame, message);
        if (ruling.sealed().isPresent() && channels.size() < MAX_CHANNELS) {
            named.ifPresent(channels::add);
        }
        return report(envelope, message, ruling);
    }

    private ObjectNode report(Optional<Envelope> envelope, Optional<GossipMessage> message, Ruling ruling) {
        SignatureReport signature =
                envelope.map(found -> signature(found, message, ruling)).orElse(SignatureReport.NOT_CHECKED);
        List<String> errors = new ArrayList<>();
        add(errors, ruling.error());
        add(errors, signature.error());
        FabricFields fields = new FabricFields(element -> {
            ObjectNode inner = element(element, ruling);
            if (!inner.get("ok").asBoolean()) {
                errors.add("an element: " + inner.get("error").asText());
            }
            return inner;
        });
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        if (envelope.isPresent() && message.isPresent()) {
            String named = message.get().getChannel().toStringUtf8();
            String channel = ruling.channel().isEmpty() ? named : ruling.channel();
            FabricContent.describe(content, envelope.get(), message.get(), channel, fields, signature);
        }
        return verdict(errors).setAll(content);
    }

    /** A statement inside another one; nothing legal has a third level. */
    private ObjectNode element(Envelope envelope, Ruling outer) {
        Bytes content = FabricWire.bytes(envelope.getPayload());
        Bytes proof = FabricWire.bytes(envelope.getSignature());
        Optional<Sealed> sealed = outer.elements().stream()
                .map(dev.gossip.api.Envelope::sealed)
                .filter(found ->
                        found.content().equals(content) && found.signature().equals(proof))
                .findFirst();
        SignatureReport signature = sealed.map(this::signature).orElse(SignatureReport.NOT_CHECKED);
        List<String> errors = new ArrayList<>();
        if (sealed.isEmpty() && outer.error().isEmpty()) {
            Ruling alone =
                    judge.rule(FabricWire.bytes(envelope.toByteString()), FabricWire.message(envelope.getPayload()));
            add(errors, alone.error().isEmpty() ? "wrong-element: it does not belong here" : alone.error());
        }
        add(errors, signature.error());
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        FabricFields fields =
                new FabricFields(deeper -> JsonNodeFactory.instance.textNode("not shown: nested too deep"));
        FabricWire.message(envelope.getPayload())
                .ifPresent(message -> FabricContent.describe(
                        described, envelope, message, message.getChannel().toStringUtf8(), fields, signature));
        return verdict(errors).setAll(described);
    }

    private SignatureReport signature(Envelope envelope, Optional<GossipMessage> message, Ruling ruling) {
        if (ruling.channelUnknown() && message.isPresent() && message.get().hasStateInfo()) {
            return SignatureReport.of(
                    envelope.getSignature().isEmpty()
                            ? Verification.invalid("the statement lacks its signature")
                            : judge.verify(
                                    new NodeId(FabricWire.bytes(
                                            message.get().getStateInfo().getPkiId())),
                                    FabricWire.bytes(envelope.getPayload()),
                                    FabricWire.bytes(envelope.getSignature())));
        }
        if (ruling.channelUnknown()) {
            return SignatureReport.NOT_NEEDED;
        }
        return ruling.sealed().map(this::signature).orElse(SignatureReport.NOT_CHECKED);
    }

    private SignatureReport signature(Sealed sealed) {
        return judge.mustVerify(sealed) ? SignatureReport.of(judge.verify(sealed)) : SignatureReport.NOT_NEEDED;
    }

    private static ObjectNode verdict(List<String> errors) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("ok", errors.isEmpty());
        if (!errors.isEmpty()) {
            tree.put("error", String.join("; ", errors));
        }
        return tree;
    }

    private static void add(List<String> errors, String error) {
        if (!error.isEmpty()) {
            errors.add(error);
        }
    }
}
