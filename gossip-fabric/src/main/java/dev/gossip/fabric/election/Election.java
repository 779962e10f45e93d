package dev.gossip.fabric.election;

import dev.gossip.api.Cancellable;
import dev.gossip.api.NodeId;
import java.time.Duration;

/**
 * One channel's election as a state machine over injected time and messages; confined to one lane.
 *
 * <pre>
 *   settle    until two samples of the view are equal, a declaration is seen, or the grace period is over
 *   propose   no leader seen: propose ourselves, collect for leaderElectionDuration, lead if nobody lower proposed
 *   lead      declare, wait leaderAliveThreshold/2 or for a declaration, again
 *   follow    forget what was seen, wait leaderAliveThreshold, again from "propose"
 * </pre>
 */
final class Election {

    /** What an election does to its surroundings. */
    interface Port {
        void say(boolean declaration);

        /** Runs {@code task} later, unless cancelled. */
        Cancellable schedule(Duration delay, Runnable task);

        /** Nanoseconds of a monotonic clock. */
        long nanoTime();

        int viewSize();

        void leading(boolean now);
    }

    /** After a yield this many times {@code leaderAliveThreshold} pass before this node stands again. */
    private static final int YIELD_FACTOR = 6;

    /** A declaration of another node is answered at once, but no more often than this part of the threshold. */
    private static final int ANSWER_PART = 10;

    private final NodeId self;
    private final ElectionConfig config;
    private final Port port;
    private boolean leaderSeen;
    private boolean leading;
    private boolean yielding;
    private boolean lowerProposed;
    private boolean stopped;
    private long lastDeclared;
    private Cancellable yieldEnd = () -> {};

    /** The wait under way, and what comes after it if a declaration cuts it short. */
    private Cancellable wait = () -> {};

    private Runnable onDeclaration = () -> {};

    Election(NodeId self, ElectionConfig config, Port port) {
        this.self = self;
        this.config = config;
        this.port = port;
    }

    void start() {
        sample(port.viewSize(), Duration.ZERO);
    }

    boolean isLeading() {
        return leading;
    }

    /** A verified statement of another member of the electorate. */
    void onMessage(NodeId author, boolean declaration) {
        if (stopped) {
            return;
        }
        boolean lower = author.compareTo(self) < 0;
        if (!declaration) {
            lowerProposed |= lower;
            return;
        }
        leaderSeen = true;
        if (lower && leading) {
            become(false);
        }
        onDeclaration.run();
    }

    /** Steps down and does not stand again until another leader was seen or some time passed. Nothing if not leading. */
    void yieldLeadership() {
        if (!leading || yielding || stopped) {
            return;
        }
        yielding = true;
        leaderSeen = false;
        become(false);
        yieldEnd = port.schedule(config.leaderAliveThreshold().multipliedBy(YIELD_FACTOR), () -> yielding = false);
    }

    void stop() {
        stopped = true;
        wait.cancel();
        yieldEnd.cancel();
        onDeclaration = () -> {};
        become(false);
    }

    private void sample(int before, Duration waited) {
        pause(config.membershipSampleInterval(), this::round, () -> {
            Duration total = waited.plus(config.membershipSampleInterval());
            int size = port.viewSize();
            if (size == before || total.compareTo(config.startupGracePeriod()) >= 0) {
                round();
            } else {
                sample(size, total);
            }
        });
    }

    private void round() {
        if (leaderSeen || yielding) {
            proceed();
            return;
        }
        port.say(false);
        pause(config.leaderElectionDuration(), this::proceed, () -> {
            if (!leaderSeen && !yielding && !lowerProposed) {
                leaderSeen = true;
                become(true);
            }
            proceed();
        });
    }

    private void proceed() {
        if (leaderSeen && yielding) {
            yielding = false;
            yieldEnd.cancel();
        }
        if (leading) {
            lead();
        } else {
            follow();
        }
    }

    private void lead() {
        lastDeclared = port.nanoTime();
        port.say(true);
        pause(config.leaderAliveThreshold().dividedBy(2), this::answer, this::round);
    }

    /** Another node declares itself: if we lost the lead we follow, else it should hear of us. */
    private void answer() {
        long gap = config.leaderAliveThreshold().dividedBy(ANSWER_PART).toNanos();
        if (!leading || port.nanoTime() - lastDeclared >= gap) {
            wait.cancel();
            round();
        }
    }

    private void follow() {
        lowerProposed = false;
        leaderSeen = false;
        pause(config.leaderAliveThreshold(), () -> {}, this::round);
    }

    private void pause(Duration time, Runnable declared, Runnable then) {
        wait.cancel();
        onDeclaration = declared;
        wait = port.schedule(time, () -> {
            onDeclaration = () -> {};
            then.run();
        });
    }

    private void become(boolean leader) {
        if (leading != leader) {
            leading = leader;
            port.leading(leader);
        }
    }
}
