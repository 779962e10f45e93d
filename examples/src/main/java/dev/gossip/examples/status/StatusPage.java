package dev.gossip.examples.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeDescription;
import dev.gossip.api.TimeSource;
import java.time.Duration;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the status pages of all systems begin and end with, so that one reader suits them all. Thread-safe. */
public final class StatusPage {

    private static final int UNAVAILABLE = 503;

    private final String protocol;
    private final GossipNode node;
    private final TimeSource time;
    private final long started;

    /** @param time when this is made counts as the node's start */
    public StatusPage(String protocol, GossipNode node, TimeSource time) {
        this.protocol = protocol;
        this.node = node;
        this.time = time;
        this.started = time.nanoTime();
    }

    /**
     * Everything, as one JSON object.
     *
     * @param organisation empty where the system has none
     * @param content adds what the system alone knows, below {@code queues} too
     */
    public StatusReply of(String nodeId, String organisation, Consumer<ObjectNode> content) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("nodeId", nodeId);
        page.put("org", organisation);
        page.put("protocol", protocol);
        content.accept(page);
        NodeDescription description = node.describe();
        ObjectNode drops = page.putObject("drops");
        new TreeMap<>(description.drops()).forEach(drops::put);
        ObjectNode queues = page.withObject("/queues");
        queues.put(
                "links",
                description.endpoints().stream()
                        .mapToInt(NodeDescription.Endpoint::links)
                        .sum());
        queues.put("memoryBoundBytes", description.memoryBound());
        page.put("uptimeMillis", Duration.ofNanos(time.nanoTime() - started).toMillis());
        return StatusReply.json(page);
    }

    /** @param problems with a line break after each; none is good health */
    public static StatusReply health(String problems) {
        return problems.isEmpty() ? StatusReply.text(200, "ok\n") : StatusReply.text(UNAVAILABLE, problems);
    }
}
