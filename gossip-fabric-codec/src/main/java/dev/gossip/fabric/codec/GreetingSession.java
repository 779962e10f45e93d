package dev.gossip.fabric.codec;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.Trust.Admission;
import dev.gossip.spi.crypto.Trust.Admitted;
import dev.gossip.spi.crypto.Trust.Refused;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.MalformedException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;

/**
 * Fabric's handshake: both sides send one signed ConnEstablish at once and judge the other's. Everything is checked before
 * the peer's identity is learnt, so that a stranger cannot make us remember anything.
 */
final class GreetingSession implements LinkSession {

    private final LinkControl control;
    private final EndpointContext context;
    private final OwnIdentity own;
    private final IdentityStore identities;
    private final FabricCodec codec;
    private final FabricSettings settings;
    private State state = State.GREETING;
    private Cancellable timeout = () -> {};

    GreetingSession(
            LinkControl control,
            EndpointContext context,
            OwnIdentity own,
            IdentityStore identities,
            FabricCodec codec,
            FabricSettings settings) {
        this.control = control;
        this.context = context;
        this.own = own;
        this.identities = identities;
        this.codec = codec;
        this.settings = settings;
    }

    @Override
    public void onOpen() {
        boolean encrypted = control.security().isEncrypted();
        if (encrypted && control.security().peerLeaf().isEmpty()) {
            refuse(DropReason.NO_PEER_CERTIFICATE, "the peer presented no TLS certificate");
            return;
        }
        if (!encrypted && !settings.allowPlaintext()) {
            refuse(
                    FabricDropReasons.PLAINTEXT,
                    "the connection has no TLS; for tests, set " + FabricSettings.ALLOW_PLAINTEXT + "=true");
            return;
        }
        control.send(greeting());
        timeout = control.schedule(
                settings.connTimeout(),
                () -> refuse(
                        DropReason.GREETING_TIMEOUT,
                        "no greeting within " + settings.connTimeout().toMillis() + " ms ("
                                + FabricSettings.CONN_TIMEOUT + ")"));
    }

    @Override
    public void onFrame(Bytes frame) {
        if (state == State.ESTABLISHED) {
            control.deliver(frame);
        } else if (state == State.GREETING) {
            timeout.cancel();
            try {
                judge(EnvelopeOpener.envelope(frame));
            } catch (MalformedException e) {
                refuse(e.reason(), e.getMessage());
            }
        }
    }

    @Override
    public void onClosed() {
        state = State.ENDED;
        timeout.cancel();
    }

    private Bytes greeting() {
        Bytes hash = control.security().ownLeaf().map(FabricIds::tlsCertHash).orElse(Bytes.empty());
        Message message = Message.of(Topic.NONE, new ConnEstablish(own.id(), own.serialized(), hash, false));
        Codec.Content content = codec.write(message);
        Bytes signature = own.local().sign(content.content());
        Sealed sealed = codec.sealed(message, content, signature, List.of());
        return Wire.bytes(Wire.envelope(sealed).toByteString());
    }

    private void judge(Envelope envelope) throws MalformedException {
        GossipMessage message = EnvelopeOpener.message(envelope.getPayload());
        if (!message.hasConn() || message.getConn().getPkiId().isEmpty()) {
            throw refusal(DropReason.GREETING_REFUSED, "the first message is no ConnEstablish with a pki_id");
        }
        var greeting = message.getConn();
        NodeId id = new NodeId(Bytes.wrap(greeting.getPkiId().toByteArray()));
        Bytes serialized = Bytes.wrap(greeting.getIdentity().toByteArray());
        Identity identity = admitted(id, serialized);
        checkBinding(Wire.bytes(greeting.getTlsCertHash()));
        Bytes payload = Bytes.wrap(envelope.getPayload().toByteArray());
        Bytes signature = Bytes.wrap(envelope.getSignature().toByteArray());
        if (signature.isEmpty() || !context.verify(identity, payload, signature).isValid()) {
            throw refusal(DropReason.BAD_SIGNATURE, "the greeting's signature does not verify");
        }
        if (id.equals(own.id())) {
            throw refusal(DropReason.SELF_CONNECTION, "the connection leads to ourselves");
        }
        Optional<NodeId> former = former(id, identity);
        identities.learn(id, identity);
        if (greeting.getProbe() && !control.dialled()) {
            state = State.ENDED;
            control.close("the peer only probed our identity");
            return;
        }
        state = State.ESTABLISHED;
        control.established(peer(id, identity, new GreetingProof(serialized, payload, signature), former));
    }

    private Identity admitted(NodeId id, Bytes serialized) throws MalformedException {
        Admission admission = identities.admit(id, serialized);
        if (admission instanceof Refused refused) {
            throw refusal(refused.reason(), "the identity is refused: " + refused.detail());
        }
        return ((Admitted) admission).identity();
    }

    private void checkBinding(Bytes claimed) throws MalformedException {
        Optional<X509Certificate> leaf = control.security().peerLeaf();
        if (leaf.isPresent() && !FabricIds.tlsCertHash(leaf.get()).equals(claimed)) {
            throw refusal(DropReason.WRONG_CHANNEL_BINDING, "tls_cert_hash is not that of the peer's TLS certificate");
        }
    }

    /** A known peer may answer under a new id if its organisation is the same: it has renewed its certificate. */
    private Optional<NodeId> former(NodeId id, Identity identity) throws MalformedException {
        Optional<NodeId> former = control.expected().filter(expected -> !expected.equals(id));
        if (former.isPresent()) {
            Optional<String> before = identities.find(former.get()).map(Identity::organisation);
            if (!before.equals(Optional.of(identity.organisation()))) {
                throw refusal(
                        DropReason.WRONG_PEER,
                        "dialled " + former.get() + " of " + before.orElse("an unknown organisation") + ", reached "
                                + id + " of " + identity.organisation());
            }
        }
        return former;
    }

    private LinkPeer peer(NodeId id, Identity identity, GreetingProof proof, Optional<NodeId> former) {
        Attributes evidence = Attributes.empty().with(GreetingProof.KEY, proof);
        if (former.isPresent()) {
            evidence = evidence.with(GreetingProof.FORMER_ID, former.get());
        }
        return new LinkPeer(
                context.endpoint(),
                Optional.of(id),
                // Without TLS nothing binds the greeting to this connection: it could be a replay.
                control.security().isEncrypted() ? Assurance.AUTHENTICATED : Assurance.CLAIMED,
                Optional.of(identity.organisation()),
                control.remote(),
                evidence);
    }

    private static MalformedException refusal(DropReason reason, String detail) {
        return MalformedException.fatal(reason, detail);
    }

    private void refuse(DropReason reason, String detail) {
        state = State.ENDED;
        timeout.cancel();
        control.refuse(reason, detail);
    }

    private enum State {
        GREETING,
        ESTABLISHED,
        ENDED
    }
}
