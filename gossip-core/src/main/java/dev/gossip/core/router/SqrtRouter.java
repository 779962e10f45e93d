package dev.gossip.core.router;

import dev.gossip.api.Peer;
import dev.gossip.spi.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sends the whole message to the square root of the candidates, chosen uniformly, and announces it to the rest after a delay,
 * in which most of them get it from others (the block propagation of Ethereum's devp2p before the Merge, with the wait moved
 * to the sender). {@code fanout} is the least number of whole messages; whoever must reach all by push sends whole messages
 * only.
 */
public final class SqrtRouter implements Router {

    /** Long enough for a second hop across the world, as in Ethereum's fetchers. */
    public static final Duration ANNOUNCE_DELAY = Duration.ofMillis(400);

    private final Duration announceDelay;

    /** For {@code ServiceLoader}; announces after {@link #ANNOUNCE_DELAY}. */
    public SqrtRouter() {
        this(ANNOUNCE_DELAY);
    }

    /**
     * @param announceDelay zero announces at once
     * @throws IllegalArgumentException if the delay is negative
     */
    public SqrtRouter(Duration announceDelay) {
        if (announceDelay.isNegative()) {
            throw new IllegalArgumentException("announceDelay is " + announceDelay + "; it must not be negative");
        }
        this.announceDelay = announceDelay;
    }

    @Override
    public String name() {
        return "sqrt";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public List<Hop> route(RoutingRequest request) {
        List<Peer> open = new ArrayList<>(request.open());
        open.sort(Comparator.comparing(Peer::id));
        int direct = request.toAll() ? open.size() : direct(open.size(), request.fanout());
        List<Hop> hops = new ArrayList<>(open.size());
        for (int i = 0; i < open.size(); i++) {
            if (i < direct) {
                int pick = i + request.random().nextInt(open.size() - i);
                Peer chosen = open.set(pick, open.get(i));
                open.set(i, chosen);
                hops.add(Hop.full(chosen));
            } else {
                hops.add(new Hop(open.get(i), Form.ANNOUNCE, announceDelay));
            }
        }
        return hops;
    }

    private static int direct(int candidates, int least) {
        return Math.min(candidates, Math.max((int) Math.sqrt(candidates), least));
    }
}
