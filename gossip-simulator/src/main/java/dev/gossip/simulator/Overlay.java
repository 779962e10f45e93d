package dev.gossip.simulator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Who is linked with whom: a graph of hosts by number. Each link is listed once, at the host that dials it, which is the one
 * with the higher number.
 */
public final class Overlay {

    private final List<List<Integer>> dialled;

    private Overlay(List<List<Integer>> dialled) {
        this.dialled = dialled;
    }

    /** Everybody with everybody. */
    public static Overlay mesh(int hosts) {
        List<List<Integer>> dialled = new ArrayList<>();
        for (int host = 0; host < hosts; host++) {
            List<Integer> lower = new ArrayList<>();
            for (int peer = 0; peer < host; peer++) {
                lower.add(peer);
            }
            dialled.add(lower);
        }
        return new Overlay(dialled);
    }

    /**
     * A random graph in which every host has {@code degree} links. Connected with overwhelming probability from degree 3 on.
     *
     * @throws IllegalArgumentException if there is no such graph
     */
    public static Overlay regular(int hosts, int degree, RandomGenerator random) {
        if (degree < 1 || degree >= hosts || (long) hosts * degree % 2 != 0) {
            throw new IllegalArgumentException(
                    "no graph of " + hosts + " hosts gives each of them " + degree + " links; needed: 1 <= degree < hosts,"
                            + " and an even product");
        }
        return new Overlay(new RegularGraph(hosts, degree, random).higherToLower());
    }

    /** How many hosts there are. */
    public int hosts() {
        return dialled.size();
    }

    /** Hosts that {@code host} dials, all of lower numbers. */
    public List<Integer> dials(int host) {
        return Collections.unmodifiableList(dialled.get(host));
    }

    /** How many links there are. */
    public int links() {
        return dialled.stream().mapToInt(List::size).sum();
    }

    /** Random pairs of link ends; what would be a loop or a double link is exchanged with other pairs. */
    private static final class RegularGraph {

        private final int degree;
        private final int[] ends;
        private final BitSet[] linked;
        private final RandomGenerator random;

        RegularGraph(int hosts, int degree, RandomGenerator random) {
            this.degree = degree;
            this.random = random;
            this.ends = new int[hosts * degree];
            this.linked = new BitSet[hosts];
            for (int host = 0; host < hosts; host++) {
                linked[host] = new BitSet();
            }
        }

        List<List<Integer>> higherToLower() {
            for (int i = 0; i < ends.length; i++) {
                ends[i] = i / degree;
            }
            for (int i = ends.length - 1; i > 0; i--) {
                swap(i, random.nextInt(i + 1));
            }
            for (int pair = 0; pair < ends.length; pair += 2) {
                settle(pair);
            }
            List<List<Integer>> dialled = new ArrayList<>();
            for (int host = 0; host < linked.length; host++) {
                dialled.add(linked[host].stream().boxed().filter(lower(host)).toList());
            }
            return dialled;
        }

        private static java.util.function.Predicate<Integer> lower(int host) {
            return peer -> peer < host;
        }

        /** Links a pair; a bad one changes ends with a pair linked before, such that both are good. */
        private void settle(int pair) {
            while (!link(ends[pair], ends[pair + 1])) {
                int other = random.nextInt(ends.length / 2) * 2;
                if (other < pair) {
                    unlink(ends[other], ends[other + 1]);
                    swap(pair + 1, other + 1);
                    if (!link(ends[other], ends[other + 1])) {
                        swap(pair + 1, other + 1);
                        link(ends[other], ends[other + 1]);
                    }
                } else if (other > pair) {
                    swap(pair + 1, other + 1);
                }
            }
        }

        private boolean link(int a, int b) {
            if (a == b || linked[a].get(b)) {
                return false;
            }
            linked[a].set(b);
            linked[b].set(a);
            return true;
        }

        private void unlink(int a, int b) {
            linked[a].clear(b);
            linked[b].clear(a);
        }

        private void swap(int i, int j) {
            int kept = ends[i];
            ends[i] = ends[j];
            ends[j] = kept;
        }
    }
}
