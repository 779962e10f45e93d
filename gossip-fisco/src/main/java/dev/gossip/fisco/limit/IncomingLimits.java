package dev.gossip.fisco.limit;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How many messages per second are taken from other nodes. Answers are not counted, because we asked for them; nor are
 * packets on their way to somebody else, which the outgoing limits bound, and heartbeats and handshakes, which cost nothing.
 *
 * @param perPeerAndType messages of one neighbour that keep tables in step, for each kind of message on its own; what is
 *     above is dropped
 * @param perModule messages of each module in each group, of all nodes together (AMOP is module 3000 of the group without
 *     name); above it requests are answered by 1005, those of AMOP as by a node that is too busy, and what wants no answer
 *     is dropped
 * @param modules instead of {@code perModule}
 * @param window how long a limit may be saved up for a burst
 */
public record IncomingLimits(
        OptionalLong perPeerAndType, OptionalLong perModule, Map<GroupModule, Long> modules, Duration window) {

    /** Nothing is limited; a window of one second. */
    public static final IncomingLimits NONE =
            new IncomingLimits(OptionalLong.empty(), OptionalLong.empty(), Map.of(), Rates.SECOND);

    /** @throws IllegalArgumentException naming the limit */
    public IncomingLimits {
        modules = Map.copyOf(modules);
        Rates.requirePositive("incoming.perPeerAndType", perPeerAndType);
        Rates.requirePositive("incoming.perModule", perModule);
        Rates.requirePositive("incoming.modules", modules);
        Rates.requireWindow("incoming.window", window);
    }

    boolean limitAnything() {
        return perPeerAndType.isPresent() || perModule.isPresent() || !modules.isEmpty();
    }

    /** The same with another limit for each neighbour and kind of message. */
    public IncomingLimits withPerPeerAndType(long messagesPerSecond) {
        return new IncomingLimits(OptionalLong.of(messagesPerSecond), perModule, modules, window);
    }

    /** The same with another limit for each module of each group. */
    public IncomingLimits withPerModule(long messagesPerSecond) {
        return new IncomingLimits(perPeerAndType, OptionalLong.of(messagesPerSecond), modules, window);
    }

    /** The same with a limit of its own for one module of one group. */
    public IncomingLimits withModule(String group, int module, long messagesPerSecond) {
        return new IncomingLimits(
                perPeerAndType,
                perModule,
                Rates.with(modules, new GroupModule(group, module), messagesPerSecond),
                window);
    }

    /** The same with another window. */
    public IncomingLimits withWindow(Duration other) {
        return new IncomingLimits(perPeerAndType, perModule, modules, other);
    }

    /**
     * A module of a group.
     *
     * @param group empty for AMOP, which belongs to none
     */
    public record GroupModule(String group, int module) {

        @Override
        public String toString() {
            return (group.isEmpty() ? "(no group)" : group) + "/" + module;
        }
    }
}
