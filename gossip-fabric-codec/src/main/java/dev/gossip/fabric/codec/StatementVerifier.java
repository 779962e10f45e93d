package dev.gossip.fabric.codec;

import dev.gossip.api.Attachment;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.Trust.Admission;
import dev.gossip.spi.crypto.Trust.Admitted;
import dev.gossip.spi.crypto.Trust.Refused;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.EndpointContext;
import java.util.Optional;

/** Finds the author's identity, in the statement or in the store, and checks the signatures with it. */
final class StatementVerifier {

    private final EndpointContext context;
    private final IdentityStore identities;
    private final ApplicationPeers applicationPeers;

    StatementVerifier(EndpointContext context, IdentityStore identities, ApplicationPeers applicationPeers) {
        this.context = context;
        this.identities = identities;
        this.applicationPeers = applicationPeers;
    }

    Verification verify(Sealed sealed) {
        Optional<NodeId> author = sealed.origin();
        if (author.isEmpty()) {
            return Verification.invalid("nobody signs statements of this kind");
        }
        Decoded decoded = Decoded.of(sealed);
        Bytes embedded = embedded(decoded);
        Identity identity;
        if (embedded.isEmpty()) {
            Optional<Identity> known = identities.find(author.get());
            if (known.isEmpty()) {
                return Verification.unknownSigner("the identity of " + author.get() + " is not known yet");
            }
            identity = known.get();
        } else {
            Admission admission = identities.admit(author.get(), embedded);
            if (admission instanceof Refused refused) {
                return refused(refused);
            }
            identity = ((Admitted) admission).identity();
        }
        Verification verification = verify(sealed, identity);
        if (verification.isValid()) {
            if (!embedded.isEmpty() && decoded.rule() != ContentRule.PEER_IDENTITY) {
                identities.learn(author.get(), identity);
            }
            applicationPeers.heard(decoded);
        }
        return verification;
    }

    /** Learns an identity that was verified; one of an update that holds a bad one as well never gets here. */
    boolean learn(Sealed peerIdentity) {
        Optional<NodeId> subject = peerIdentity.origin();
        if (subject.isPresent()
                && identities.admit(subject.get(), embedded(Decoded.of(peerIdentity))) instanceof Admitted admitted) {
            identities.learn(subject.get(), admitted.identity());
            return true;
        }
        return false;
    }

    /** Checks both signatures of a statement: the outer one and, if there is a secret, the secret's. */
    Verification verify(Sealed sealed, Identity identity) {
        Verification outer = signature(identity, sealed.content(), sealed.signature(), "the statement");
        for (Attachment secret : sealed.attachments()) {
            if (outer.isValid()) {
                outer = signature(identity, secret.content(), secret.signature(), "the secret");
            }
        }
        return outer;
    }

    private Verification signature(Identity identity, Bytes content, Bytes signature, String what) {
        if (content.isEmpty() || signature.isEmpty()) {
            return Verification.invalid(what + " lacks its payload or signature");
        }
        return context.verify(identity, content, signature);
    }

    private static Bytes embedded(Decoded decoded) {
        return switch (decoded.rule()) {
            case ALIVE -> Wire.bytes(decoded.message().getAliveMsg().getIdentity());
            case CONN -> Wire.bytes(decoded.message().getConn().getIdentity());
            case PEER_IDENTITY -> Wire.bytes(decoded.message().getPeerIdentity().getCert());
            default -> Bytes.empty();
        };
    }

    private static Verification refused(Refused refused) {
        if (refused.reason().equals(DropReason.EXPIRED_IDENTITY)) {
            return Verification.expired(refused.detail());
        }
        return refused.reason().equals(FabricDropReasons.PKI_ID_MISMATCH)
                ? Verification.invalid(refused.detail())
                : Verification.unknownSigner(refused.detail());
    }
}
