package dev.gossip.benchmarks.dissemination;

import java.util.List;

/** One scheme on a network of one size. */
record Row(String scheme, int hosts, int degree, int messages, List<Figure> figures) {

    static Row measure(Scheme scheme, int hosts, int wanted, long seed) {
        int messages = scheme.messages(hosts, wanted);
        Tally tally = scheme.measure(hosts, messages, seed);
        return new Row(
                scheme.name(),
                hosts,
                scheme.degree(hosts),
                tally.messages(),
                Figure.of(tally, scheme.theory(hosts, messages)));
    }

    boolean holds() {
        return figures.stream().allMatch(Figure::holds);
    }
}
