package dev.gossip.benchmarks.node;

import dev.gossip.api.Envelope;
import dev.gossip.benchmarks.Median;
import java.util.List;

/**
 * Signed messages through two nodes, in turn with verifying alone. All are signed before the clock starts; the node's side
 * carries, opens, verifies, reads and hands over.
 */
final class SignedComparison {

    private final TwoNodes nodes;
    private final NodeRun run;
    private final int messages;

    SignedComparison(TwoNodes nodes, NodeRun run, int messages) {
        this.nodes = nodes;
        this.run = run;
        this.messages = messages;
    }

    /** Medians of the pairs; per second. */
    record Outcome(double ours, double raw, double ratio) {}

    Outcome compare(int size, int pairs) throws Exception {
        double[] ours = new double[pairs];
        double[] raw = new double[pairs];
        double[] ratios = new double[pairs];
        int inFlight = new NodeWorkload(true, size).inFlight();
        try (VerifyingThreads threads = new VerifyingThreads()) {
            // The first pair is for the compiler.
            for (int i = -1; i < pairs; i++) {
                List<Envelope> envelopes = nodes.sign(messages, size);
                double theirs = threads.perSecond(nodes.signer(), envelopes);
                double mine = run.perSecond(envelopes, inFlight, nodes::forward);
                if (i >= 0) {
                    raw[i] = theirs;
                    ours[i] = mine;
                    ratios[i] = mine / theirs;
                }
            }
        }
        return new Outcome(Median.of(ours), Median.of(raw), Median.of(ratios));
    }
}
