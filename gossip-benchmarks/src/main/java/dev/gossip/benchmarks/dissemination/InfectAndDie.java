package dev.gossip.benchmarks.dissemination;

/**
 * Infect and die, worked out: every host that gets a message passes it once to {@code fanout} others, chosen uniformly among
 * all but itself and whoever gave it. In which order they do so changes nothing, so the number of hosts that have it after
 * each is a Markov chain, which ends when all that have it have passed it on.
 */
final class InfectAndDie {

    private final int hosts;
    private final int fanout;

    /** The probability that this many hosts have the message in the end. */
    private final double[] end;

    InfectAndDie(int hosts, int fanout) {
        this.hosts = hosts;
        this.fanout = Math.min(fanout, hosts - 1);
        this.end = work();
    }

    private double[] work() {
        double[] ended = new double[hosts + 1];
        double[] having = new double[hosts + 1];
        having[1 + fanout] = 1;
        for (int passed = 1; passed <= hosts; passed++) {
            ended[passed] = having[passed];
            having[passed] = 0;
            double[] next = new double[hosts + 1];
            for (int have = passed + 1; have <= hosts; have++) {
                pass(have, having[have], next);
            }
            having = next;
        }
        return ended;
    }

    /** Draws without putting back, host by host, from all but the one that passes it on and its giver. */
    private void pass(int have, double probability, double[] next) {
        if (probability == 0) {
            return;
        }
        int draws = relayed();
        double[] fresh = new double[draws + 1];
        fresh[0] = probability;
        for (int draw = 0; draw < draws; draw++) {
            double left = hosts - 2.0 - draw;
            for (int found = draw; found >= 0; found--) {
                double chance = Math.max(0, hosts - have - found) / left;
                fresh[found + 1] += fresh[found] * chance;
                fresh[found] *= 1 - chance;
            }
        }
        for (int found = 0; found <= draws && have + found <= hosts; found++) {
            next[have + found] += fresh[found];
        }
    }

    private int relayed() {
        return Math.min(fanout, hosts - 2);
    }

    /** Mean share of hosts that get the message, the origin included. */
    double coverage() {
        double sum = 0;
        for (int have = 1; have <= hosts; have++) {
            sum += end[have] * have / hosts;
        }
        return sum;
    }

    /** Standard deviation of {@link #coverage()} from message to message. */
    double deviation() {
        double mean = coverage();
        double sum = 0;
        for (int have = 1; have <= hosts; have++) {
            sum += end[have] * Math.pow((double) have / hosts - mean, 2);
        }
        return Math.sqrt(sum);
    }

    /** The probability that everybody gets it. */
    double atomic() {
        return end[hosts];
    }

    /** Mean number of copies sent for each host that got one. */
    double copies() {
        double sum = 0;
        for (int have = 2; have <= hosts; have++) {
            sum += end[have] * (fanout + (have - 1.0) * relayed()) / (have - 1);
        }
        return sum;
    }

    /**
     * The share of hosts that get the message if targets are chosen among the {@code degree} links of a large random regular
     * overlay: a host is missed if none of its neighbours that have it chose the link to it.
     */
    static double coverageOnOverlay(int fanout, int degree) {
        double share = 1;
        for (int step = 0; step < 1_000; step++) {
            share = 1 - Math.pow(1 - fanout / (degree - 1.0), degree * share);
        }
        return share;
    }
}
