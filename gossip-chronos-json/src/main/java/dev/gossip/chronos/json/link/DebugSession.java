package dev.gossip.chronos.json.link;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.chronos.json.wire.DebugFraming;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.transport.SecurityFacts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Stands between a session and a connection that may carry lines, which the session need not know. */
final class DebugSession implements LinkSession, LinkControl {

    private final DebugFraming framing;
    private final LinkControl control;
    private final LinkSession session;
    private boolean known;
    private boolean lines;

    DebugSession(DebugFraming framing, LinkControl control, Function<LinkControl, LinkSession> session) {
        this.framing = framing;
        this.control = control;
        this.session = session.apply(this);
    }

    @Override
    public void onOpen() {
        session.onOpen();
    }

    @Override
    public void onFrame(Bytes frame) {
        if (!known) {
            known = true;
            lines = framing.isLine(frame);
        }
        session.onFrame(framing.inside(frame, lines));
    }

    @Override
    public void onClosed() {
        session.onClosed();
    }

    @Override
    public SendResult send(Bytes frame) {
        return control.send(framing.around(frame, lines));
    }

    @Override
    public SecurityFacts security() {
        return control.security();
    }

    @Override
    public PeerAddress remote() {
        return control.remote();
    }

    @Override
    public boolean dialled() {
        return control.dialled();
    }

    @Override
    public Optional<NodeId> expected() {
        return control.expected();
    }

    @Override
    public void established(LinkPeer peer) {
        control.established(peer);
    }

    @Override
    public void deliver(Bytes frame) {
        control.deliver(frame);
    }

    @Override
    public void refuse(DropReason reason, String detail) {
        control.refuse(reason, detail);
    }

    @Override
    public void close(String detail) {
        control.close(detail);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return control.schedule(delay, task);
    }
}
