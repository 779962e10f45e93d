package dev.gossip.transport.grpc;

import dev.gossip.api.PeerAddress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what one listener refuses; writes the 1st, 2nd, 4th, 8th ... to the log, so that a flood of strangers does not
 * fill it.
 */
final class Refusals {

    private static final Logger log = System.getLogger(Refusals.class.getName());

    private final PeerAddress listening;
    private final AtomicLong count = new AtomicLong();

    Refusals(PeerAddress listening) {
        this.listening = listening;
    }

    void add(Object remote, String why) {
        long now = count.incrementAndGet();
        log.log(
                Long.bitCount(now) == 1 ? Level.WARNING : Level.DEBUG,
                "{0}: inbound connection from {1} failed ({2} so far): {3}",
                listening,
                remote,
                now,
                why);
    }
}
