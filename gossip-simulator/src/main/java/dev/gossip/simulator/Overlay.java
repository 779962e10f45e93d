package dev.gossip.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

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
    public static Overlay regular(int hosts, int degree, long seed) {
        if (degree < 1 || degree >= hosts || (long) hosts * degree % 2 != 0) {
            throw new IllegalArgumentException("no graph of " + hosts + " hosts gives each of them " + degree
                    + " links; needed: 1 <= degree < hosts," + " and an even product");
        }
        return new Overlay(new RegularGraph(hosts, degree, new SplittableRandom(seed)).higherToLower());
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
}
