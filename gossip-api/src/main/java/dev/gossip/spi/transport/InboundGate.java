package dev.gossip.spi.transport;

import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.DropReason;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the {@link InboundLimits} of one listener. A transport asks it about each connection before anything else is done
 * for that connection, and tells the {@link Place} what becomes of it. Thread-safe, and does no I/O.
 *
 * <p>It remembers a host as long as the host has connections, and afterwards until its burst is restored; of hosts without
 * connections no more than {@value #MAX_IDLE_HOSTS}, the oldest being forgotten first.
 */
public final class InboundGate {

    /** Hosts without connections that are remembered. */
    public static final int MAX_IDLE_HOSTS = 4_096;

    private static final long SECOND = 1_000_000_000L;

    private final InboundLimits limits;
    private final TimeSource time;
    private final long interval;
    private final long burst;
    private final Place tooFast;
    private final Place tooMany;
    private final Place tooManyHandshakes;
    private final Place tooManyHandshakesOfHost;

    private final Map<Long, Host> active = new HashMap<>();
    private final LinkedHashMap<Long, Host> idle = new LinkedHashMap<>();
    private int handshakes;

    /** @param time for the rate of connections */
    public InboundGate(InboundLimits limits, TimeSource time) {
        this.limits = limits;
        this.time = time;
        this.interval = SECOND / limits.connectsPerSecond();
        this.burst = interval * limits.connectBurst();
        this.tooFast = refusal(
                DropReason.CONNECTS_TOO_FAST,
                "its host opens more than " + limits.connectsPerSecond()
                        + " connections per second (limits connectsPerSecond and connectBurst)");
        this.tooMany = refusal(
                DropReason.TOO_MANY_FROM_HOST,
                "its host has " + limits.connectionsPerHost() + " connections (limit connectionsPerHost)");
        this.tooManyHandshakes = refusal(
                DropReason.TOO_MANY_HANDSHAKES,
                limits.handshakes() + " TLS handshakes are in progress (limit handshakes)");
        this.tooManyHandshakesOfHost = refusal(
                DropReason.TOO_MANY_HANDSHAKES_FROM_HOST,
                limits.handshakesPerHost() + " TLS handshakes of its host are in progress (limit handshakesPerHost)");
    }

    /**
     * A place for a connection that has just been accepted, unless a limit is reached.
     *
     * @param handshake whether a TLS handshake is the next that happens
     */
    public synchronized Place enter(InetAddress from, boolean handshake) {
        long key = key(from);
        long now = time.nanoTime();
        Host host = active.get(key);
        if (host == null) {
            host = idle.remove(key);
        }
        if (host == null) {
            host = new Host(now);
        }
        Place place = decide(key, host, now, handshake);
        if (host.connections == 0) {
            rest(key, host, now);
        } else {
            active.put(key, host);
        }
        return place;
    }

    /** Hosts that are remembered. */
    synchronized int hosts() {
        return active.size() + idle.size();
    }

    private Place decide(long key, Host host, long now, boolean handshake) {
        long restored = (host.restoredAt - now > 0 ? host.restoredAt : now) + interval;
        if (restored - now > burst) {
            return tooFast;
        }
        // An attempt that another limit ends was an attempt nevertheless.
        host.restoredAt = restored;
        if (host.connections >= limits.connectionsPerHost()) {
            return tooMany;
        }
        if (handshake && handshakes >= limits.handshakes()) {
            return tooManyHandshakes;
        }
        if (handshake && host.handshakes >= limits.handshakesPerHost()) {
            return tooManyHandshakesOfHost;
        }
        host.connections++;
        if (handshake) {
            handshakes++;
            host.handshakes++;
        }
        return new Place(key, host, handshake);
    }

    /** Remembers a host without connections as long as that makes a difference. */
    private void rest(long key, Host host, long now) {
        active.remove(key);
        Iterator<Host> oldest = idle.values().iterator();
        while (oldest.hasNext() && (oldest.next().restoredAt - now <= 0 || idle.size() >= MAX_IDLE_HOSTS)) {
            oldest.remove();
        }
        if (host.restoredAt - now > 0) {
            idle.put(key, host);
        }
    }

    private Place refusal(DropReason reason, String detail) {
        return new Place(CloseReason.refused(reason, detail));
    }

    /** IPv4 in the low half; no IPv6 network that is in use has a high half of zeros. */
    private static long key(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address ? bytes.getLong() : Integer.toUnsignedLong(bytes.getInt());
    }

    /** What is known of one host; guarded by the gate. */
    private static final class Host {

        private int connections;
        private int handshakes;
        /** When the whole burst is available again, if the host stays quiet until then. */
        private long restoredAt;

        Host(long now) {
            restoredAt = now;
        }
    }

    /** What one accepted connection takes up. Thread-safe. */
    public final class Place implements AutoCloseable {

        private final long key;
        private final @Nullable Host host;
        private final @Nullable CloseReason refusal;
        private boolean shakingHands;
        private boolean taken;

        private Place(long key, Host host, boolean handshake) {
            this.key = key;
            this.host = host;
            this.refusal = null;
            this.shakingHands = handshake;
            this.taken = true;
        }

        private Place(CloseReason refusal) {
            this.key = 0;
            this.host = null;
            this.refusal = refusal;
        }

        /** Why the connection must be closed now; empty if it may go on. */
        public Optional<CloseReason> refusal() {
            return Optional.ofNullable(refusal);
        }

        /** The TLS handshake is over. Idempotent; does nothing without a handshake or after a refusal. */
        public void handshakeDone() {
            synchronized (InboundGate.this) {
                if (shakingHands && host != null) {
                    shakingHands = false;
                    handshakes--;
                    host.handshakes--;
                }
            }
        }

        /** The connection is closed. Idempotent; does nothing after a refusal. */
        @Override
        public void close() {
            synchronized (InboundGate.this) {
                handshakeDone();
                if (taken && host != null) {
                    taken = false;
                    if (--host.connections == 0) {
                        rest(key, host, time.nanoTime());
                    }
                }
            }
        }
    }
}
