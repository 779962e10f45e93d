package dev.gossip.state.status;

import java.time.Duration;

/**
 * How status is kept in step on one endpoint.
 *
 * @param announceInterval how often our number is sent to every linked peer; after a link comes up it is
 *     sent at once, after a change very soon
 * @param askTimeout how long a peer has to answer before it may be asked again
 * @param freshness which numbers are worth asking for
 * @param exchange in which kinds of message status is asked for and answered
 * @param maxPeers peers whose status is kept
 */
public record StatusSyncConfig(
        Duration announceInterval, Duration askTimeout, Freshness freshness, Exchange exchange, int maxPeers) {

    /** Every 2 s, 5 s for an answer, any other number, one-way messages, 10,000 peers. */
    public static final StatusSyncConfig DEFAULT = new StatusSyncConfig(
            Duration.ofSeconds(2), Duration.ofSeconds(5), Freshness.DIFFERENT, Exchange.ONE_WAY, 10_000);

    /** @throws IllegalArgumentException naming the setting that is out of range */
    public StatusSyncConfig {
        positive("announceInterval", announceInterval.toNanos());
        positive("askTimeout", askTimeout.toNanos());
        positive("maxPeers", maxPeers);
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive but is " + value);
        }
    }

    /** The same with another interval. */
    public StatusSyncConfig withAnnounceInterval(Duration interval) {
        return new StatusSyncConfig(interval, askTimeout, freshness, exchange, maxPeers);
    }

    /** The same with another rule. */
    public StatusSyncConfig withFreshness(Freshness rule) {
        return new StatusSyncConfig(announceInterval, askTimeout, rule, exchange, maxPeers);
    }

    /** The same with other kinds of message. */
    public StatusSyncConfig withExchange(Exchange kinds) {
        return new StatusSyncConfig(announceInterval, askTimeout, freshness, kinds, maxPeers);
    }

    /** Which announced number makes us ask, besides that of a peer of which nothing is known. */
    public enum Freshness {
        /** Any other than the known one (topics of FISCO BCOS). */
        DIFFERENT,
        /** A greater one than the known one (node status and routes of FISCO BCOS). */
        GREATER
    }

    /** Kinds of the messages that ask and answer. */
    public enum Exchange {
        /** Asking and answering are messages of their own (FISCO BCOS 3.x). */
        ONE_WAY,
        /** A request and its response (FISCO BCOS 2.x). */
        REQUEST_RESPONSE
    }
}
