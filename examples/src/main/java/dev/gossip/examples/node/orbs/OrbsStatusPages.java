package dev.gossip.examples.node.orbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.TimeSource;
import dev.gossip.examples.status.StatusPage;
import dev.gossip.examples.status.StatusReply;
import dev.gossip.orbs.codec.OrbsNode;
import dev.gossip.orbs.codec.OrbsPeer;
import dev.gossip.orbs.codec.OrbsTopic;
import java.util.List;
import java.util.function.Supplier;

/**
 * How an Orbs node fares, made anew for each request, in the shape that Fabric nodes use: a virtual chain is shown as a
 * channel, and alive is who we have a link to. Thread-safe.
 */
final class OrbsStatusPages {

    private final String endpoint;
    private final GossipNode node;
    private final OrbsPeer peer;
    private final long virtualChain;
    private final Supplier<List<OrbsNode>> topology;
    private final ReceivedMessages received;
    private final StatusPage page;

    /** @param time when this is made counts as the node's start */
    OrbsStatusPages(
            String endpoint,
            GossipNode node,
            OrbsPeer peer,
            long virtualChain,
            Supplier<List<OrbsNode>> topology,
            ReceivedMessages received,
            TimeSource time) {
        this.endpoint = endpoint;
        this.node = node;
        this.peer = peer;
        this.virtualChain = virtualChain;
        this.topology = topology;
        this.received = received;
        this.page = new StatusPage("orbs", node, time);
    }

    /** Everything, as one JSON object. */
    StatusReply status() {
        return page.of(node.id(endpoint).hex(), "", this::content);
    }

    private void content(ObjectNode page) {
        members(page.putArray("members"));
        chain(page.putObject("channels").putObject(Long.toString(virtualChain)));
        ObjectNode queues = page.putObject("queues");
        ObjectNode waiting = queues.putObject("waitingMessages");
        for (OrbsTopic topic : OrbsTopic.values()) {
            waiting.put(name(topic), peer.waiting(topic));
        }
    }

    /** 503 if the node should have links and has none, else 200. */
    StatusReply health() {
        boolean passive =
                topology.get().stream().noneMatch(member -> member.id().equals(node.id(endpoint)));
        long others = others().size();
        return passive || others == 0 || linked() > 0
                ? StatusPage.health("")
                : StatusPage.health("none of the " + others + " other nodes of the topology can be reached\n");
    }

    private void members(ArrayNode list) {
        for (OrbsNode member : others()) {
            ObjectNode entry = list.addObject();
            entry.put("id", member.id().hex());
            entry.put("org", "");
            entry.put("endpoint", member.address().hostAndPort());
            entry.put("alive", isLinked(member.id()));
        }
    }

    private void chain(ObjectNode entry) {
        ObjectNode counts = entry.putObject("received");
        for (OrbsTopic topic : OrbsTopic.values()) {
            counts.put(name(topic), received.of(topic));
        }
        entry.put("peers", linked());
    }

    private List<OrbsNode> others() {
        NodeId self = node.id(endpoint);
        return topology.get().stream()
                .filter(member -> !member.id().equals(self))
                .toList();
    }

    private long linked() {
        return others().stream().filter(member -> isLinked(member.id())).count();
    }

    private boolean isLinked(NodeId id) {
        return node.peers().find(endpoint, id).filter(Peer::connected).isPresent();
    }

    private String name(OrbsTopic topic) {
        return topic.in(virtualChain).name();
    }
}
