package dev.gossip.fabric.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Verifier;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage.ContentCase;

/**
 * Explains envelopes to people: every field, nested envelopes included, as maps, lists, texts, numbers and truth values in
 * wire order, ready for any JSON writer. Field names are those of Fabric's schema; ids and digests are hexadecimal,
 * 64-bit numbers unsigned. Stateless; thread-safe if its memory is.
 *
 * <p>Every envelope is shown with {@code type}, {@code tag}, {@code nonce}, {@code channel}, {@code fields},
 * {@code signature}, {@code payload_bytes} and, where there is one, {@code secret}. Illegal messages are shown too: then
 * {@code problem} says why a receiver would drop this envelope, as the code of the drop reason, a colon and the detail.
 *
 * <p>The {@code state} of a signature:
 *
 * <pre>
 *   valid, invalid    checked; invalid, too, if no verifier is for the key, or the identity is not that of the PKI-ID
 *   unknown-signer    the author's certificate is neither in the message nor in the memory
 *   missing           messages of this type need one
 *   not-needed        nobody signs messages of this type
 *   not-checked       there are no verifiers, or the message is too broken to have an author
 * </pre>
 *
 * Whether the author is trusted is another question, which is not asked here.
 */
public final class FabricInspector {

    private static final int MAX_DEPTH = 8;

    private final List<Verifier> verifiers;
    private final Memory memory;

    /** What is known from elsewhere, for example from earlier messages. */
    @FunctionalInterface
    public interface Memory {

        /** The serialized identity with that PKI-ID. */
        Optional<Bytes> identity(NodeId author);

        /** Names of channels, tried on messages that carry a MAC in the place of their channel's name. */
        default Collection<String> channels() {
            return Set.of();
        }

        /**
         * An identity came along and is proven by a signature. Called as often as that happens, on the inspecting thread.
         */
        default void learn(NodeId author, Bytes identity) {}
    }

    /** Checks no signatures and knows no channels. */
    public FabricInspector() {
        this(List.of(), id -> Optional.empty());
    }

    /**
     * Checks signatures where the author's identity is in the message or known.
     *
     * @param verifiers the first that supports the author's key is used
     * @param memory what helps beyond the message itself
     */
    public FabricInspector(List<Verifier> verifiers, Memory memory) {
        this.verifiers = List.copyOf(verifiers);
        this.memory = memory;
    }

    /**
     * Explains one envelope.
     *
     * @throws MalformedException if the bytes are no envelope with a gossip message in it, naming the reason
     */
    public Map<String, Object> inspect(Bytes envelope) throws MalformedException {
        return inspect(EnvelopeOpener.envelope(envelope), Place.ALONE);
    }

    private Map<String, Object> inspect(Envelope envelope, Place place) throws MalformedException {
        if (place.depth() > MAX_DEPTH) {
            throw MalformedException.drop(
                    DropReason.MALFORMED, "envelopes nested deeper than the limit of " + MAX_DEPTH);
        }
        GossipMessage message = EnvelopeOpener.message(envelope.getPayload());
        Optional<ContentRule> rule = ContentRule.of(message);
        String channel = InspectedRules.channel(rule, message, place, memory.channels());
        InspectedSignature author = new InspectedSignature(verifiers, memory);
        rule.ifPresent(known -> author.author(known, message));
        Optional<String> illegal = illegal(rule, message, place, channel);
        Map<String, Object> signature = author.show(
                rule, "the message", Wire.bytes(envelope.getPayload()), Wire.bytes(envelope.getSignature()));
        Optional<Map<String, Object>> secret = secret(envelope, rule, author);
        if (illegal.isEmpty()) {
            author.learn();
        }
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("type", type(message));
        out.put("tag", FieldText.enumName(message.getTag().toString(), message.getTagValue()));
        out.put("nonce", FieldText.unsigned(message.getNonce()));
        out.put("channel", channel);
        illegal.or(author::problem).ifPresent(problem -> out.put("problem", problem));
        out.put("fields", fields(message, place.inside(rule, channel)));
        out.put("signature", signature);
        secret.ifPresent(shown -> out.put("secret", shown));
        out.put("payload_bytes", envelope.getPayload().size());
        return out;
    }

    private static String type(GossipMessage message) {
        if (message.getContentCase() == ContentCase.CONTENT_NOT_SET) {
            return ApplicationData.isIn(message) ? "application" : "none";
        }
        return GossipMessage.getDescriptor()
                .findFieldByNumber(message.getContentCase().getNumber())
                .getName();
    }

    private static Optional<String> illegal(
            Optional<ContentRule> rule, GossipMessage message, Place place, String channel) {
        try {
            InspectedRules.check(rule, message, place, channel);
            return Optional.empty();
        } catch (MalformedException e) {
            return Optional.of(problem(e));
        }
    }

    private static String problem(MalformedException refusal) {
        return refusal.reason().code() + ": " + refusal.getMessage();
    }

    private static Optional<Map<String, Object>> secret(
            Envelope envelope, Optional<ContentRule> rule, InspectedSignature author) {
        if (!envelope.hasSecretEnvelope()) {
            return Optional.empty();
        }
        Bytes payload = Wire.bytes(envelope.getSecretEnvelope().getPayload());
        Map<String, Object> secret = new LinkedHashMap<>();
        secret.put("internalEndpoint", Wire.internalEndpoint(payload).orElse(""));
        secret.put(
                "signature",
                author.show(
                        rule,
                        "the secret",
                        payload,
                        Wire.bytes(envelope.getSecretEnvelope().getSignature())));
        return Optional.of(secret);
    }

    private Map<String, Object> fields(GossipMessage message, Place inside) {
        if (message.getContentCase() == ContentCase.CONTENT_NOT_SET) {
            return ApplicationData.isIn(message) ? application(message) : new LinkedHashMap<>();
        }
        var field = GossipMessage.getDescriptor()
                .findFieldByNumber(message.getContentCase().getNumber());
        var body = (com.google.protobuf.Message) message.getField(field);
        return new FieldText(nested -> nested(nested, inside)).message(body);
    }

    private Map<String, Object> nested(Envelope envelope, Place place) {
        try {
            return inspect(envelope, place);
        } catch (MalformedException e) {
            Map<String, Object> out = new LinkedHashMap<>();
            out.put("problem", problem(e));
            out.put("payload_bytes", envelope.getPayload().size());
            return out;
        }
    }

    private static Map<String, Object> application(GossipMessage message) {
        Map<String, Object> out = new LinkedHashMap<>();
        try {
            ApplicationData data = ApplicationData.from(message);
            out.put("pki_id", data.author().hex());
            out.put("topic", data.name());
            out.put("inc_num", FieldText.unsigned(data.time().incarnation()));
            out.put("seq_num", FieldText.unsigned(data.time().sequence()));
            out.put(
                    "segments",
                    data.segments().stream()
                            .map(segment -> FieldText.hex(Wire.string(segment)))
                            .toList());
        } catch (MalformedException e) {
            out.put("undecodable", String.valueOf(e.getMessage()));
        }
        return out;
    }
}
