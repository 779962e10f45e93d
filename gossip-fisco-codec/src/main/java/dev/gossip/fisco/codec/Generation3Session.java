package dev.gossip.fisco.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.p2p3.P2p3Packet;
import dev.gossip.fisco.codec.p2p3.P2p3Packets;
import dev.gossip.fisco.codec.p2p3.PacketTypes;
import dev.gossip.fisco.codec.tars.ProtocolInfo;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Optional;

/**
 * A link of generation 3. Both sides send a heartbeat and a handshake at once; the version is the lower of the two maxima.
 * A peer that says something else first, or nothing until the deadline, is served in version 0, as FISCO BCOS does; its
 * handshake still counts when it comes.
 */
final class Generation3Session extends P2pSession {

    private static final int LOWEST = 0;
    private static final int TYPE_AT = 6;

    private final P2p3Packets packets = new P2p3Packets(P2p3Packets.DEFAULT_MAX_BYTES);
    private Optional<NodeId> peer = Optional.empty();
    private boolean established;
    private Cancellable deadline = () -> {};
    /** Read by any thread. */
    private volatile LinkClass linkClass = new LinkClass(LOWEST, 0);

    Generation3Session(LinkControl control, FiscoEndpoint endpoint) {
        super(control, endpoint);
    }

    @Override
    public LinkClass linkClass() {
        return linkClass;
    }

    @Override
    Bytes heartbeat() {
        return packets.encode(P2p3Packet.plain(PacketTypes.HEARTBEAT, 0, 0, Bytes.empty()), false);
    }

    @Override
    void greet(Optional<NodeId> proven) {
        peer = proven;
        ProtocolInfo offer = new ProtocolInfo(
                ProtocolInfo.GATEWAY, LOWEST, endpoint().settings().maxVersion());
        Bytes payload = Greeting.encode(
                offer,
                proven.isPresent() ? Optional.empty() : Optional.of(endpoint().self()));
        control().send(packets.encode(P2p3Packet.plain(PacketTypes.HANDSHAKE, 0, 0, payload), false));
        deadline = control().schedule(endpoint().settings().handshakeTimeout(), () -> guarded(this::begin));
    }

    @Override
    void take(Bytes frame) throws MalformedException {
        switch (type(frame)) {
            case PacketTypes.HEARTBEAT -> {
                // Noted already.
            }
            case PacketTypes.HANDSHAKE -> {
                Greeting greeting = Greeting.decode(packets.decode(frame).payload());
                negotiate(greeting.offer());
                if (peer.isEmpty() && greeting.claimed().isPresent()) {
                    checkPeer(greeting.claimed().get());
                    peer = greeting.claimed();
                }
                begin();
            }
            default -> {
                begin();
                control().deliver(frame);
            }
        }
    }

    private static int type(Bytes frame) throws MalformedException {
        if (frame.length() < P2p3Packets.HEADER_BYTES) {
            throw MalformedException.fatal(
                    DropReason.MALFORMED, "a packet of " + frame.length() + " bytes is shorter than its header");
        }
        return (frame.get(TYPE_AT) & 0xff) << 8 | frame.get(TYPE_AT + 1) & 0xff;
    }

    private void negotiate(ProtocolInfo theirs) throws MalformedException {
        int own = endpoint().settings().maxVersion();
        if (theirs.min() > own || theirs.max() < LOWEST || theirs.min() > theirs.max()) {
            throw MalformedException.fatal(
                    FiscoDropReasons.INCOMPATIBLE_VERSION,
                    "the peer offers versions " + theirs.min() + ".." + theirs.max() + ", we " + LOWEST + ".." + own);
        }
        linkClass = new LinkClass(Math.min(own, theirs.max()), 0);
    }

    private void begin() throws MalformedException {
        deadline.cancel();
        if (!established && !isEnded()) {
            NodeId id = peer.orElseThrow(() -> MalformedException.fatal(
                    DropReason.GREETING_REFUSED, "without TLS the peer must name itself in its handshake"));
            established = true;
            establish(id);
        }
    }
}
