package dev.gossip.fabric.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verifier;
import dev.gossip.spi.protocol.MalformedException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.gossip.GossipMessage;

/** Checks the signatures of one message for {@link FabricInspector}, and remembers what is wrong with them. */
final class InspectedSignature {

    private static final String INVALID = "invalid";

    private final List<Verifier> verifiers;
    private final FabricInspector.Memory memory;
    private Optional<NodeId> author = Optional.empty();
    private Bytes embedded = Bytes.empty();
    private Optional<PublicKey> key = Optional.empty();
    private String withoutKey = "not-checked";
    private Optional<String> problem = Optional.empty();

    InspectedSignature(List<Verifier> verifiers, FabricInspector.Memory memory) {
        this.verifiers = verifiers;
        this.memory = memory;
    }

    /** Finds the key of the author, if the message is whole enough to have one. */
    void author(ContentRule rule, GossipMessage message) {
        if (!rule.signed() || verifiers.isEmpty()) {
            return;
        }
        try {
            Shapes.check(rule, message);
            author = Shapes.author(rule, message);
        } catch (MalformedException e) {
            // What is wrong with it is told by the rules.
            return;
        }
        embedded = switch (rule) {
            case ALIVE -> Wire.bytes(message.getAliveMsg().getIdentity());
            case CONN -> Wire.bytes(message.getConn().getIdentity());
            case PEER_IDENTITY -> Wire.bytes(message.getPeerIdentity().getCert());
            default -> Bytes.empty();
        };
        Optional<SerializedIdentity> identity = (embedded.isEmpty()
                        ? author.flatMap(memory::identity)
                        : Optional.of(embedded))
                .flatMap(InspectedSignature::decode);
        if (!embedded.isEmpty() && identity.isPresent() && !author.equals(identity.map(FabricIds::pkiId))) {
            withoutKey = INVALID;
            bad(FabricDropReasons.PKI_ID_MISMATCH, "the PKI-ID is not the digest of the identity that came with it");
            return;
        }
        withoutKey = "unknown-signer";
        key = identity.flatMap(InspectedCertificate::of).map(X509Certificate::getPublicKey);
    }

    /** The state of one signature, and the signature. */
    Map<String, Object> show(Optional<ContentRule> rule, String what, Bytes content, Bytes signature) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("state", state(rule, what, content, signature));
        if (!signature.isEmpty()) {
            out.put("hex", FieldText.hex(Wire.string(signature)));
        }
        return out;
    }

    private String state(Optional<ContentRule> rule, String what, Bytes content, Bytes signature) {
        if (rule.isPresent() && !rule.get().signed()) {
            return "not-needed";
        }
        if (rule.isPresent() && signature.isEmpty()) {
            bad(DropReason.UNSIGNED, what + " lacks its signature");
            return "missing";
        }
        if (key.isEmpty()) {
            return withoutKey;
        }
        Verification outcome = verifiers.stream()
                .filter(each -> each.supports(key.get()))
                .findFirst()
                .map(verifier -> verifier.verify(key.get(), content, signature))
                .orElseGet(() -> Verification.invalid(
                        "no verifier for a key of algorithm " + key.get().getAlgorithm()));
        if (!outcome.isValid()) {
            bad(DropReason.BAD_SIGNATURE, what + ": " + outcome.detail());
            return INVALID;
        }
        return "valid";
    }

    private void bad(DropReason reason, String detail) {
        if (problem.isEmpty()) {
            problem = Optional.of(reason.code() + ": " + detail);
        }
    }

    /** Why a receiver would drop the message for its signatures, reason first. */
    Optional<String> problem() {
        return problem;
    }

    /** Passes on the identity that came along, if its owner has proven to hold the key. */
    void learn() {
        if (problem.isEmpty() && key.isPresent() && !embedded.isEmpty()) {
            memory.learn(author.orElseThrow(), embedded);
        }
    }

    private static Optional<SerializedIdentity> decode(Bytes serialized) {
        try {
            return Optional.of(SerializedIdentity.decode(serialized));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }
}
