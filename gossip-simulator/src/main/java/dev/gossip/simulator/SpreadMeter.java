package dev.gossip.simulator;

import dev.gossip.api.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one message after the other costs. Frames are counted as they leave their hosts; that a message was delivered
 * is told by the handlers of the application.
 */
public final class SpreadMeter {

    private final SimulatedWorld world;
    private final Predicate<Bytes> isPayload;
    private final Predicate<Bytes> isControl;
    private final Set<SimulatedHost> having = new HashSet<>();
    private final List<Duration> arrivals = new ArrayList<>();
    private final Map<SimulatedHost, Long> uploads = new HashMap<>();
    private @Nullable SimulatedHost origin;
    private Duration begun = Duration.ZERO;
    private long payloadBytes;
    private long controls;
    private long controlBytes;

    /**
     * @param isPayload whether a frame carries the message itself, rather than words about it
     * @param isControl which of the others to count: announcements, but not keepalives, for example
     */
    public SpreadMeter(SimulatedWorld world, Predicate<Bytes> isPayload, Predicate<Bytes> isControl) {
        this.world = world;
        this.isPayload = isPayload;
        this.isControl = isControl;
        world.onFrame(this::left);
    }

    /** Forgets what was counted; the message that comes next is from {@code author}. */
    public void begin(SimulatedHost author) {
        having.clear();
        arrivals.clear();
        uploads.clear();
        payloadBytes = 0;
        controls = 0;
        controlBytes = 0;
        origin = author;
        begun = now();
        having.add(author);
    }

    /** The message was handed to the application on {@code host}; later ones there do not count. */
    public void delivered(SimulatedHost host) {
        if (origin != null && having.add(host)) {
            arrivals.add(now().minus(begun));
        }
    }

    /** How many hosts other than the origin have the message. */
    public int deliveries() {
        return arrivals.size();
    }

    private void left(SimulatedHost from, SimulatedHost to, Bytes frame) {
        if (isPayload.test(frame)) {
            uploads.merge(from, 1L, Long::sum);
            payloadBytes += frame.length();
        } else if (isControl.test(frame)) {
            controls++;
            controlBytes += frame.length();
        }
    }

    private Duration now() {
        return Duration.ofNanos(world.time().nanoTime());
    }

    /** What was counted since {@link #begin}. */
    public Spread read() {
        int up = (int) world.hosts().stream().filter(SimulatedHost::isUp).count();
        long payloads = uploads.values().stream().mapToLong(Long::longValue).sum();
        long most = uploads.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return new Spread(
                up,
                arrivals,
                payloads,
                payloadBytes,
                controls,
                controlBytes,
                origin == null ? 0 : uploads.getOrDefault(origin, 0L),
                most);
    }
}
