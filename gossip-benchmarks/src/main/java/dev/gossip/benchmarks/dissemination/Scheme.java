package dev.gossip.benchmarks.dissemination;

/** A way of spreading messages that can be measured and about which theory says something. */
interface Scheme {

    String name();

    /** Links of each host among {@code hosts}. */
    int degree(int hosts);

    /** How many messages to measure if {@code wanted} suit a scheme with chance in it. */
    int messages(int hosts, int wanted);

    /** Builds a network of {@code hosts} from {@code seed} and spreads messages, each from another host. */
    Tally measure(int hosts, int messages, long seed);

    /** What should come out of it. */
    Theory theory(int hosts, int messages);
}
