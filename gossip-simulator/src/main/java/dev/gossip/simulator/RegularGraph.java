package dev.gossip.simulator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Random pairs of link ends; what would be a loop or a double link is exchanged with other pairs. */
final class RegularGraph {

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

    private static Predicate<Integer> lower(int host) {
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
