package dev.gossip.simulator.light;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkSession;
import java.util.Optional;

/** The first frame of either side is its id. */
final class LightSession implements LinkSession {

    private final String endpoint;
    private final NodeId self;
    private final LinkControl control;
    private boolean greeted;

    LightSession(String endpoint, NodeId self, LinkControl control) {
        this.endpoint = endpoint;
        this.self = self;
        this.control = control;
    }

    @Override
    public void onOpen() {
        control.send(LightCodec.prefixed(self.value()));
    }

    @Override
    public void onFrame(Bytes frame) {
        if (greeted) {
            control.deliver(frame);
            return;
        }
        if (frame.length() < 2 || frame.length() != 1 + Byte.toUnsignedInt(frame.get(0))) {
            control.refuse(DropReason.GREETING_REFUSED, "the first frame is not an id");
            return;
        }
        NodeId id = new NodeId(frame.slice(1));
        if (id.equals(self)) {
            control.refuse(DropReason.SELF_CONNECTION, "we dialled ourselves");
            return;
        }
        greeted = true;
        control.established(new LinkPeer(
                endpoint, Optional.of(id), Assurance.CLAIMED, Optional.empty(), control.remote(), Attributes.empty()));
    }
}
