package dev.gossip.core.link;

import java.util.concurrent.atomic.AtomicBoolean;

/** Bytes that were received and are not yet judged; held against their connection until released. */
public final class InboundCharge {

    private final Link link;
    private final int bytes;
    private final AtomicBoolean released = new AtomicBoolean();

    InboundCharge(Link link, int bytes) {
        this.link = link;
        this.bytes = bytes;
    }

    /** The message is judged or dropped. Idempotent. */
    public void release() {
        if (released.compareAndSet(false, true)) {
            link.discharge(bytes);
        }
    }
}
