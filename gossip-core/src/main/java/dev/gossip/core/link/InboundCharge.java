package dev.gossip.core.link;

import java.util.concurrent.atomic.AtomicBoolean;

/** Bytes that were received and are not yet judged; held against their connection until released. */
public final class InboundCharge {

    private final InboundAccount account;
    private final long amount;
    private final AtomicBoolean released = new AtomicBoolean();

    InboundCharge(InboundAccount account, long amount) {
        this.account = account;
        this.amount = amount;
    }

    /** The message is judged or dropped. Idempotent. */
    public void release() {
        if (released.compareAndSet(false, true)) {
            account.discharge(amount);
        }
    }
}
