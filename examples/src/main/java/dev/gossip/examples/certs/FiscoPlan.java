package dev.gossip.examples.certs;

import dev.gossip.api.GossipException;

/**
 * A development network of FISCO BCOS.
 *
 * @param generation 2 or 3
 * @param nodes how many
 * @param keys of all certificates
 * @param basePort where the first node listens to others; the next ones follow
 * @param sdkPort where the first node serves SDKs; the next ones follow
 */
public record FiscoPlan(int generation, int nodes, KeyKind keys, int basePort, int sdkPort) {

    private static final int MAX_NODES = 100;
    /** A nodes.json refuses lower ones. */
    private static final int LOWEST_PORT = 1_025;
    /** The status page of a node is that far above its port for others. */
    static final int STATUS_ABOVE = 2_000;

    public FiscoPlan {
        if (generation != 2 && generation != 3) {
            throw new GossipException("there is no generation " + generation + " of FISCO BCOS; choose 2 or 3");
        }
        if (nodes < 1 || nodes > MAX_NODES) {
            throw new GossipException("a network cannot have " + nodes + " nodes; choose 1 to " + MAX_NODES);
        }
        requireFree(basePort, nodes, STATUS_ABOVE);
        requireFree(sdkPort, nodes, 0);
        for (int port : new int[] {basePort, basePort + STATUS_ABOVE}) {
            if (Math.abs(port - sdkPort) < nodes) {
                throw new GossipException("ports from " + port + " and from " + sdkPort + " overlap with " + nodes
                        + " nodes; choose others with --base-port and --sdk-port");
            }
        }
    }

    private static void requireFree(int first, int nodes, int above) {
        if (first < LOWEST_PORT || first + nodes - 1 + above > 65_535) {
            throw new GossipException("ports from " + first + " on do not suit " + nodes + " nodes; choose one between "
                    + LOWEST_PORT + " and " + (65_536 - nodes - above));
        }
    }
}
