package dev.gossip.fabric.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Verifier;
import dev.gossip.spi.protocol.MalformedException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage.ContentCase;

/**
 * Explains envelopes to people: every field, nested envelopes included, as maps, lists, texts, numbers and truth values in
 * wire order, ready for any JSON writer. Field names are those of Fabric's schema; ids and digests are hexadecimal,
 * 64-bit numbers unsigned. Reports illegal messages rather than refusing them. Stateless and thread-safe.
 *
 * <p>A signature is {@code unsigned}, {@code signed} (nothing at hand to check it with), {@code valid} or
 * {@code invalid}. Whether the author is trusted is another question, which is not asked here.
 */
public final class FabricInspector {

    private static final int MAX_DEPTH = 8;

    private final List<Verifier> verifiers;
    private final Function<NodeId, Optional<Bytes>> identities;

    /** Checks no signatures. */
    public FabricInspector() {
        this(List.of(), id -> Optional.empty());
    }

    /**
     * Checks signatures where the author's identity is in the message or known.
     *
     * @param verifiers the first that supports the author's key is used
     * @param identities serialized identities by PKI-ID
     */
    public FabricInspector(List<Verifier> verifiers, Function<NodeId, Optional<Bytes>> identities) {
        this.verifiers = List.copyOf(verifiers);
        this.identities = identities;
    }

    /**
     * Explains one envelope.
     *
     * @throws MalformedException if the bytes are no envelope with a gossip message in it, naming the reason
     */
    public Map<String, Object> inspect(Bytes envelope) throws MalformedException {
        return inspect(EnvelopeOpener.envelope(envelope), 0);
    }

    private Map<String, Object> inspect(Envelope envelope, int depth) throws MalformedException {
        if (depth > MAX_DEPTH) {
            throw MalformedException.drop(
                    DropReason.MALFORMED, "envelopes nested deeper than the limit of " + MAX_DEPTH);
        }
        GossipMessage message = EnvelopeOpener.message(envelope.getPayload());
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("type", type(message));
        out.put("tag", FieldText.enumName(message.getTag().toString(), message.getTagValue()));
        out.put("nonce", FieldText.unsigned(message.getNonce()));
        out.put("channel", message.getChannel().toStringUtf8());
        problem(message, depth).ifPresent(problem -> out.put("problem", problem));
        out.put("content", content(message, depth));
        out.put("payload_bytes", envelope.getPayload().size());
        Optional<PublicKey> key = key(message);
        out.put("signature", state(key, Wire.bytes(envelope.getPayload()), Wire.bytes(envelope.getSignature())));
        if (!envelope.getSignature().isEmpty()) {
            out.put("signature_hex", FieldText.hex(envelope.getSignature()));
        }
        if (envelope.hasSecretEnvelope()) {
            Bytes payload = Wire.bytes(envelope.getSecretEnvelope().getPayload());
            Map<String, Object> secret = new LinkedHashMap<>();
            secret.put("internalEndpoint", Wire.internalEndpoint(payload).orElse(""));
            secret.put(
                    "signature",
                    state(key, payload, Wire.bytes(envelope.getSecretEnvelope().getSignature())));
            out.put("secret", secret);
        }
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

    /** Why a receiver would drop it, as far as that shows without channels and keys. */
    private static Optional<String> problem(GossipMessage message, int depth) {
        Optional<ContentRule> rule = ContentRule.of(message);
        if (rule.isEmpty()) {
            return Optional.of(
                    ContentRule.isPull(message.getContentCase()) ? "unknown pull type" : "no content of a known type");
        }
        if (depth == 0 && !rule.get().accepts(message.getTag())) {
            return Optional.of(
                    "illegal tag; " + type(message) + " demands " + rule.get().tag());
        }
        try {
            Shapes.check(rule.get(), message);
            return Optional.empty();
        } catch (MalformedException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private Map<String, Object> content(GossipMessage message, int depth) {
        if (message.getContentCase() == ContentCase.CONTENT_NOT_SET) {
            return ApplicationData.isIn(message) ? application(message) : new LinkedHashMap<>();
        }
        var field = GossipMessage.getDescriptor()
                .findFieldByNumber(message.getContentCase().getNumber());
        var body = (com.google.protobuf.Message) message.getField(field);
        return new FieldText(nested -> nested(nested, depth + 1)).message(body);
    }

    private Map<String, Object> nested(Envelope envelope, int depth) {
        try {
            return inspect(envelope, depth);
        } catch (MalformedException e) {
            Map<String, Object> out = new LinkedHashMap<>();
            out.put("undecodable", String.valueOf(e.getMessage()));
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

    private String state(Optional<PublicKey> key, Bytes content, Bytes signature) {
        if (signature.isEmpty()) {
            return "unsigned";
        }
        Optional<Verifier> verifier = key.flatMap(
                known -> verifiers.stream().filter(each -> each.supports(known)).findFirst());
        return verifier.map(found ->
                        found.verify(key.orElseThrow(), content, signature).isValid() ? "valid" : "invalid")
                .orElse("signed");
    }

    private Optional<PublicKey> key(GossipMessage message) {
        Bytes embedded = switch (message.getContentCase()) {
            case ALIVE_MSG -> Wire.bytes(message.getAliveMsg().getIdentity());
            case CONN -> Wire.bytes(message.getConn().getIdentity());
            case PEER_IDENTITY -> Wire.bytes(message.getPeerIdentity().getCert());
            default -> Bytes.empty();
        };
        try {
            Optional<ContentRule> rule = ContentRule.of(message);
            if (rule.isEmpty() || verifiers.isEmpty()) {
                return Optional.empty();
            }
            Shapes.check(rule.get(), message);
            Optional<Bytes> identity =
                    embedded.isEmpty() ? Shapes.author(rule.get(), message).flatMap(identities) : Optional.of(embedded);
            return identity.isEmpty() ? Optional.empty() : certificateKey(identity.get());
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> certificateKey(Bytes serialized) throws MalformedException {
        try {
            return Optional.of(CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            SerializedIdentity.decode(serialized).idBytes().newInput())
                    .getPublicKey());
        } catch (CertificateException | RuntimeException e) {
            // Not only the declared exception: certificates are parsed here that nobody has vetted.
            return Optional.empty();
        }
    }
}
