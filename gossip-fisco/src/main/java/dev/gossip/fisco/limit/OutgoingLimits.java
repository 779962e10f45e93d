package dev.gossip.fisco.limit;

import dev.gossip.fisco.codec.front.Modules;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How many bytes per second go to other nodes, counted as whole packets, as they are on the wire inside of TLS. What is
 * refused may be sent later; AMOP's publisher gets 1004, or 103 in generation 2.
 *
 * @param total to all nodes together
 * @param perLink to each neighbour
 * @param perGroup of each group, to all nodes together
 * @param hosts instead of {@code perLink} for neighbours at these hosts, by IP address
 * @param groups instead of {@code perGroup}
 * @param freeModules modules whose packets count and are never refused; so do and are those that belong to no module:
 *     heads of tables, tables, answers without data
 * @param window how long a limit may be saved up for a burst
 */
public record OutgoingLimits(
        OptionalLong total,
        OptionalLong perLink,
        OptionalLong perGroup,
        Map<String, Long> hosts,
        Map<String, Long> groups,
        Set<Integer> freeModules,
        Duration window) {

    private static final int PBFT_2 = 8;
    private static final int TX_POOL_2 = 10;
    private static final int RAFT_2 = 11;

    /** Raft, PBFT and both kinds of transaction synchronisation of 3.x, and what corresponds to them in 2.x. */
    public static final Set<Integer> FREE_MODULES =
            Set.of(Modules.RAFT, Modules.PBFT, Modules.CONS_TXS_SYNC, Modules.TXS_SYNC, RAFT_2, PBFT_2, TX_POOL_2);

    /** Nothing is limited; FISCO BCOS's modules without limit, a window of one second. */
    public static final OutgoingLimits NONE = new OutgoingLimits(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Map.of(),
            Map.of(),
            FREE_MODULES,
            Rates.SECOND);

    /** @throws IllegalArgumentException naming the limit, and the one that it is above */
    public OutgoingLimits {
        hosts = Map.copyOf(hosts);
        groups = Map.copyOf(groups);
        freeModules = Set.copyOf(freeModules);
        Rates.requirePositive("outgoing.total", total);
        Rates.requirePositive("outgoing.perLink", perLink);
        Rates.requirePositive("outgoing.perGroup", perGroup);
        Rates.requirePositive("outgoing.hosts", hosts);
        Rates.requirePositive("outgoing.groups", groups);
        Rates.requireWithin("outgoing.perLink", perLink, "outgoing.total", total);
        Rates.requireWithin("outgoing.perGroup", perGroup, "outgoing.total", total);
        Rates.requireWithin("outgoing.hosts", hosts, "outgoing.total", total);
        Rates.requireWithin("outgoing.groups", groups, "outgoing.total", total);
        Rates.requireWindow("outgoing.window", window);
    }

    boolean limitAnything() {
        return total.isPresent()
                || perLink.isPresent()
                || perGroup.isPresent()
                || !hosts.isEmpty()
                || !groups.isEmpty();
    }

    /** The same with another limit for all nodes together. */
    public OutgoingLimits withTotal(long bytesPerSecond) {
        return new OutgoingLimits(
                OptionalLong.of(bytesPerSecond), perLink, perGroup, hosts, groups, freeModules, window);
    }

    /** The same with another limit for each neighbour. */
    public OutgoingLimits withPerLink(long bytesPerSecond) {
        return new OutgoingLimits(total, OptionalLong.of(bytesPerSecond), perGroup, hosts, groups, freeModules, window);
    }

    /** The same with another limit for each group. */
    public OutgoingLimits withPerGroup(long bytesPerSecond) {
        return new OutgoingLimits(total, perLink, OptionalLong.of(bytesPerSecond), hosts, groups, freeModules, window);
    }

    /** The same with a limit of its own for neighbours at one host. */
    public OutgoingLimits withHost(String host, long bytesPerSecond) {
        return new OutgoingLimits(
                total, perLink, perGroup, Rates.with(hosts, host, bytesPerSecond), groups, freeModules, window);
    }

    /** The same with a limit of its own for one group. */
    public OutgoingLimits withGroup(String group, long bytesPerSecond) {
        return new OutgoingLimits(
                total, perLink, perGroup, hosts, Rates.with(groups, group, bytesPerSecond), freeModules, window);
    }

    /** The same with exactly these modules free. */
    public OutgoingLimits withFreeModules(Set<Integer> modules) {
        return new OutgoingLimits(total, perLink, perGroup, hosts, groups, modules, window);
    }

    /** The same with another window. */
    public OutgoingLimits withWindow(Duration other) {
        return new OutgoingLimits(total, perLink, perGroup, hosts, groups, freeModules, other);
    }
}
