package dev.gossip.fisco.codec;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.identity.CertificateKey;
import dev.gossip.fisco.codec.link.LinkTimers;
import dev.gossip.fisco.codec.link.PeerCertificates;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.MalformedException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** What links of both generations do: know the peer by its TLS certificate, beat, and notice silence. */
abstract class P2pSession implements LinkSession {

    private final LinkControl control;
    private final FiscoEndpoint endpoint;
    private final LinkTimers timers;
    private Optional<NodeId> linked = Optional.empty();
    private boolean ended;

    P2pSession(LinkControl control, FiscoEndpoint endpoint) {
        this.control = control;
        this.endpoint = endpoint;
        this.timers = new LinkTimers(control, endpoint.context().time());
    }

    /** Says the first words; {@code peer} is absent without TLS. */
    abstract void greet(Optional<NodeId> peer) throws MalformedException;

    /** Takes a frame in serial order. */
    abstract void take(Bytes frame) throws MalformedException;

    /** What shows that we are alive. */
    abstract Bytes heartbeat();

    @Override
    public final void onOpen() {
        guarded(() -> {
            Optional<NodeId> peer = identify();
            control.send(heartbeat());
            greet(peer);
            timers.beatEvery(endpoint.settings().heartbeatInterval(), () -> control.send(heartbeat()));
            timers.refuseAfterSilence(endpoint.settings().idleTimeout());
        });
    }

    @Override
    public final void onFrame(Bytes frame) {
        if (!ended) {
            timers.heard();
            guarded(() -> take(frame));
        }
    }

    @Override
    public final void onClosed() {
        ended = true;
        timers.stop();
        linked.ifPresent(peer -> endpoint.left(peer, this));
    }

    final LinkControl control() {
        return control;
    }

    final FiscoEndpoint endpoint() {
        return endpoint;
    }

    final boolean isEnded() {
        return ended;
    }

    /** The greeting is done. */
    final void establish(NodeId peer) {
        endpoint.learn(peer);
        linked = Optional.of(peer);
        endpoint.joined(peer, this);
        control.established(new LinkPeer(
                endpoint.context().endpoint(),
                Optional.of(peer),
                control.security().isEncrypted() ? Assurance.AUTHENTICATED : Assurance.CLAIMED,
                Optional.empty(),
                control.remote(),
                Attributes.empty()));
    }

    /** @throws MalformedException if the peer is ourselves or not the one who was dialled */
    final void checkPeer(NodeId id) throws MalformedException {
        if (id.equals(endpoint.self())) {
            if (control.dialled()) {
                endpoint.own(control.remote());
            }
            throw MalformedException.fatal(DropReason.SELF_CONNECTION, "the connection leads to ourselves");
        }
        Optional<NodeId> other = control.expected().filter(expected -> !expected.equals(id));
        if (other.isPresent()) {
            throw MalformedException.fatal(
                    DropReason.WRONG_PEER, "dialled " + other.get().hex() + ", reached " + id.hex());
        }
    }

    final void guarded(Step step) {
        try {
            step.run();
        } catch (MalformedException e) {
            refuse(e.reason(), e.getMessage());
        } catch (GossipException e) {
            refuse(DropReason.GREETING_REFUSED, e.getMessage());
        }
    }

    private void refuse(DropReason reason, String detail) {
        ended = true;
        timers.stop();
        control.refuse(reason, detail);
    }

    private Optional<NodeId> identify() throws MalformedException {
        boolean mayBePlain = endpoint.settings().allowPlaintext() && endpoint.generation() == 3;
        Optional<X509Certificate> leaf =
                PeerCertificates.admitted(control, endpoint.context(), mayBePlain, endpoint.generation() == 2);
        Optional<X509Certificate> own = control.security().ownLeaf();
        if (own.isPresent() && !id(own.get()).equals(endpoint.self())) {
            throw MalformedException.fatal(
                    FiscoDropReasons.WRONG_OWN_CERTIFICATE,
                    "our TLS certificate is not that of the endpoint's identity; configure the same one for both");
        }
        if (leaf.isEmpty()) {
            return Optional.empty();
        }
        NodeId id = id(leaf.get());
        checkPeer(id);
        return Optional.of(id);
    }

    private NodeId id(X509Certificate certificate) throws MalformedException {
        try {
            return endpoint.idOf(CertificateKey.of(certificate));
        } catch (GossipException e) {
            throw MalformedException.fatal(FiscoDropReasons.NO_NODE_ID, String.valueOf(e.getMessage()));
        }
    }

    /** Something that a peer can make fail. */
    interface Step {
        void run() throws MalformedException;
    }
}
