package dev.gossip.examples.certs;

import dev.gossip.api.GossipException;
import java.util.List;

/**
 * Which certificates to make.
 *
 * @param organisations who takes part
 * @param hosts further names and addresses at which every node can be reached
 * @param basePort port of the first node; the others follow
 */
public record NetworkPlan(List<OrganisationPlan> organisations, List<String> hosts, int basePort) {

    private static final int MAX_NODES = 1_000;

    public NetworkPlan {
        organisations = List.copyOf(organisations);
        hosts = List.copyOf(hosts);
        long distinct =
                organisations.stream().map(OrganisationPlan::mspId).distinct().count();
        if (distinct != organisations.size()) {
            throw new GossipException("an organisation is named twice; give each once, with its number of nodes");
        }
        int nodes = organisations.stream().mapToInt(OrganisationPlan::nodes).sum();
        if (basePort < 1 || basePort + nodes > 65_536) {
            throw new GossipException(
                    "ports " + basePort + " and the " + (nodes - 1) + " after it are not all within 1..65535");
        }
    }

    /** One organisation and its number of nodes. */
    public record OrganisationPlan(String mspId, int nodes) {

        public OrganisationPlan {
            if (!mspId.matches("[A-Za-z0-9._-]{1,64}") || mspId.startsWith(".")) {
                throw new GossipException(
                        "'" + mspId
                                + "' is no name for an organisation's folder; use letters, digits, dots, hyphens and underscores");
            }
            if (nodes < 1 || nodes > MAX_NODES) {
                throw new GossipException(mspId + " cannot have " + nodes + " nodes; choose 1 to " + MAX_NODES);
            }
        }

        /** Reads {@code Org1MSP=5}; without a number, one node. */
        public static OrganisationPlan parse(String text) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                return new OrganisationPlan(text, 1);
            }
            try {
                return new OrganisationPlan(text.substring(0, equals), Integer.parseInt(text.substring(equals + 1)));
            } catch (NumberFormatException e) {
                throw new GossipException("'" + text + "' does not name a number of nodes; write Org1MSP=5", e);
            }
        }
    }
}
