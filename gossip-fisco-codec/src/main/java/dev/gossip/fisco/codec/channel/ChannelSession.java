package dev.gossip.fisco.codec.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.FiscoDropReasons;
import dev.gossip.fisco.codec.link.LinkTimers;
import dev.gossip.fisco.codec.link.Settings;
import dev.gossip.fisco.codec.wire.Json;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.MalformedException;

/**
 * A link between a node and an SDK of 2.x. The node serves version 1 of the protocol until the SDK's handshake, if one comes,
 * chooses another; it answers heartbeats and handshakes, both always as JSON, because SDKs parse nothing else. The SDK begins
 * with its handshake and carries messages once it is answered.
 */
final class ChannelSession implements LinkSession {

    private static final int LOWEST = 1;
    private static final int HIGHEST = 3;

    private final LinkControl control;
    private final ChannelEndpoint endpoint;
    private final LinkTimers timers;
    private boolean established;
    private boolean ended;
    private long seqs;
    private Cancellable deadline = () -> {};
    /** Read by any thread. */
    private volatile LinkClass linkClass = new LinkClass(LOWEST, 0);

    ChannelSession(LinkControl control, ChannelEndpoint endpoint) {
        this.control = control;
        this.endpoint = endpoint;
        this.timers = new LinkTimers(control, endpoint.context().time());
    }

    @Override
    public LinkClass linkClass() {
        return linkClass;
    }

    @Override
    public void onOpen() {
        try {
            LinkPeer peer = endpoint.links().peer(control);
            if (control.dialled()) {
                send(ChannelFrame.HANDSHAKE, ownSeq(), Json.bytes(offer()));
                deadline = control.schedule(endpoint.handshakeTimeout(), this::unanswered);
            } else {
                establish(peer);
            }
            timers.refuseAfterSilence(endpoint.idleTimeout(control.dialled()));
        } catch (MalformedException e) {
            refuse(e.reason(), e.getMessage());
        }
    }

    @Override
    public void onFrame(Bytes frame) {
        if (ended) {
            return;
        }
        timers.heard();
        try {
            int type = type(frame);
            if (type != ChannelFrame.HEARTBEAT && type != ChannelFrame.HANDSHAKE) {
                pass(frame);
            } else if (control.dialled()) {
                answered(ChannelFrame.decode(frame));
            } else {
                answer(ChannelFrame.decode(frame));
            }
        } catch (MalformedException e) {
            refuse(e.reason(), e.getMessage());
        }
    }

    @Override
    public void onClosed() {
        ended = true;
        deadline.cancel();
        timers.stop();
    }

    private static int type(Bytes frame) throws MalformedException {
        return frame.length() < ChannelFrame.HEADER_BYTES
                ? ChannelFrame.decode(frame).type()
                : frame.asReadOnlyBuffer().getShort(Integer.BYTES) & 0xffff;
    }

    private void pass(Bytes frame) throws MalformedException {
        if (!established) {
            throw MalformedException.fatal(DropReason.GREETING_REFUSED, "a message before the handshake was answered");
        }
        control.deliver(frame);
    }

    private void answer(ChannelFrame frame) throws MalformedException {
        if (frame.type() == ChannelFrame.HEARTBEAT) {
            send(ChannelFrame.HEARTBEAT, frame.seq(), Json.line(Json.newObject().put("heartBeat", 1)));
            return;
        }
        JsonNode offer = Json.object(frame.data(), "the handshake");
        long highest = Json.number(offer, "maximumSupport", "the handshake");
        long lowest = Json.number(offer, "minimumSupport", "the handshake");
        if (lowest > HIGHEST || highest < LOWEST || lowest > highest) {
            throw incompatible("the SDK offers protocols " + lowest + ".." + highest);
        }
        linkClass = new LinkClass((int) Math.min(HIGHEST, highest), 0);
        send(
                ChannelFrame.HANDSHAKE,
                frame.seq(),
                Json.line(Json.newObject()
                        .put("nodeVersion", endpoint.nodeVersion())
                        .put("protocol", linkClass.version())));
    }

    private void answered(ChannelFrame frame) throws MalformedException {
        if (frame.type() == ChannelFrame.HEARTBEAT || established) {
            return;
        }
        long chosen = Json.number(Json.object(frame.data(), "the handshake"), "protocol", "the handshake");
        if (chosen < LOWEST || chosen > HIGHEST) {
            throw incompatible("the node chose protocol " + chosen);
        }
        deadline.cancel();
        linkClass = new LinkClass((int) chosen, 0);
        establish(endpoint.links().peer(control));
        timers.beatEvery(
                endpoint.heartbeatInterval(),
                () -> send(
                        ChannelFrame.HEARTBEAT,
                        ownSeq(),
                        Json.bytes(Json.newObject().put("heartBeat", 0))));
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode offer() {
        return Json.newObject()
                .put("maximumSupport", HIGHEST)
                .put("minimumSupport", LOWEST)
                .put("clientType", "java-sdk");
    }

    private static MalformedException incompatible(String what) {
        return MalformedException.fatal(
                FiscoDropReasons.INCOMPATIBLE_VERSION, what + ", we know " + LOWEST + ".." + HIGHEST);
    }

    private void establish(LinkPeer peer) {
        established = true;
        control.established(peer);
    }

    private void send(int type, String seq, Bytes data) {
        control.send(new ChannelFrame(type, seq, 0, data).encode());
    }

    /** Numbers of this link alone; only heartbeats and handshakes are answered under them. */
    private String ownSeq() {
        return "1" + String.format("%031x", ++seqs);
    }

    private void unanswered() {
        refuse(
                DropReason.GREETING_TIMEOUT,
                "no answer to the handshake within "
                        + endpoint.handshakeTimeout().toMillis() + " ms (" + Settings.HANDSHAKE_TIMEOUT + ")");
    }

    private void refuse(DropReason reason, String detail) {
        onClosed();
        control.refuse(reason, detail);
    }
}
