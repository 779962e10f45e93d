package dev.gossip.benchmarks.transport;

/**
 * How long everything takes. Before the pairs of a workload, each side has one turn that is not counted.
 *
 * @param pairs counted turns of each transport and of the same-job baseline
 * @param millis the longest turn, of which the first quarter is not counted
 * @param budgetMillis for everything, the start of the processes included
 */
record Schedule(int pairs, long millis, long budgetMillis) {

    /** A turn: what is not counted, then what is. */
    record Turn(long leadMillis, long measuredMillis) {}

    private static final int QUICK_PAIRS = 3;
    private static final long QUICK_BUDGET_MILLIS = 105_000;
    private static final long QUICK_MILLIS = 1_000;
    private static final long SHORTEST_MILLIS = 100;
    /** The limit is information: one turn to warm up and one that counts. */
    private static final int TURNS_OF_THE_LIMIT = 2;

    /** Ends within two minutes. */
    static Schedule quick() {
        return new Schedule(QUICK_PAIRS, QUICK_MILLIS, QUICK_BUDGET_MILLIS);
    }

    static Schedule full(int pairs, long millis) {
        return new Schedule(pairs, millis, Long.MAX_VALUE);
    }

    /** How many turns one workload takes. */
    int turns(int contenders) {
        return (pairs + 1) * contenders + TURNS_OF_THE_LIMIT;
    }

    /**
     * The length of the next turns.
     *
     * @param elapsedMillis since the beginning
     * @param turnsLeft until the end
     * @param overheadMillis what a turn has cost so far beyond its own length, connecting for example
     */
    Turn next(long elapsedMillis, int turnsLeft, long overheadMillis) {
        long share = (budgetMillis - elapsedMillis) / Math.max(1, turnsLeft) - overheadMillis;
        long length = Math.max(SHORTEST_MILLIS, Math.min(millis, share));
        return new Turn(length / 4, length - length / 4);
    }
}
