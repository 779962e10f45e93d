package dev.gossip.examples.node.fisco;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.amop.AmopStatus;
import dev.gossip.amop.TopicHolder;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.TimeSource;
import dev.gossip.examples.status.StatusPage;
import dev.gossip.examples.status.StatusReply;
import dev.gossip.fisco.FiscoPeer;
import dev.gossip.fisco.group.GroupView;
import dev.gossip.fisco.route.Way;
import dev.gossip.fisco.sdk.SdkGeneration;
import dev.gossip.fisco.sdk.SdkStatus;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How a FISCO BCOS node fares, made anew for each request, in the shape that Fabric nodes use: a group is shown as a channel, and
 * alive is who can be reached, directly or over others. Thread-safe.
 */
final class FiscoStatusPages {

    private static final int MOST_TOPICS = 1_000;
    private static final int PATIENCE_SECONDS = 8;

    private final String endpoint;
    private final GossipNode node;
    private final FiscoPeer peer;
    private final int generation;
    private final Map<String, Long> heights;
    private final GroupNodes received;
    private final StatusPage page;

    /** @param time when this is made counts as the node's start */
    FiscoStatusPages(
            String endpoint,
            GossipNode node,
            FiscoPeer peer,
            FiscoNodeConfig config,
            GroupNodes received,
            TimeSource time) {
        this.endpoint = endpoint;
        this.node = node;
        this.peer = peer;
        this.generation = config.generation();
        this.heights = FiscoWiring.heights(config);
        this.received = received;
        this.page = new StatusPage("fisco", node, time);
    }

    /** Everything, as one JSON object. */
    StatusReply status() {
        return page.of(node.id(endpoint).hex(), "", this::content);
    }

    private void content(ObjectNode page) {
        Map<NodeId, Way> ways = peer.ways();
        AmopStatus amop = now(peer.amop().status());
        page.put("generation", generation);
        members(page.putArray("members"), ways.keySet());
        groups(page.putObject("channels"), page.putObject("groups"));
        routes(page.putArray("routes"), ways);
        topics(page.putObject("topics"));
        sessions(page.putArray("sdkSessions"));
        ObjectNode queues = page.putObject("queues");
        queues.put("pendingPublishes", amop.pending());
    }

    /** 503 if the node should have links and has none, else 200. */
    StatusReply health() {
        int wanted = peer.addresses().size();
        return wanted == 0 || !peer.routes().isEmpty()
                ? StatusPage.health("")
                : StatusPage.health("none of the " + wanted + " addresses can be reached\n");
    }

    private void members(ArrayNode list, Set<NodeId> reachable) {
        for (NodeId id : new TreeSet<>(reachable)) {
            ObjectNode entry = list.addObject();
            entry.put("id", id.hex());
            entry.put("org", "");
            entry.put(
                    "endpoint",
                    node.peers()
                            .find(endpoint, id)
                            .flatMap(Peer::address)
                            .map(PeerAddress::hostAndPort)
                            .orElse(""));
            entry.put("alive", true);
        }
    }

    /** The shape of channels for those who read it of all systems, and what groups alone have. */
    private void groups(ObjectNode channels, ObjectNode groups) {
        heights.forEach((group, height) -> channels.putObject(group).put("height", height));
        for (GroupView group : peer.groups().view()) {
            long others = group.nodes().stream()
                    .flatMap(member -> member.gateways().stream())
                    .distinct()
                    .count();
            channels.withObject("/" + pointed(group.group())).put("peers", others);
            ArrayNode nodes = groups.putObject(group.group()).putArray("nodes");
            for (GroupView.Member member : group.nodes()) {
                ObjectNode entry = nodes.addObject().put("id", member.id().hex());
                ArrayNode kinds = entry.putArray("kinds");
                member.kinds().forEach(kind -> kinds.add(kind.name().toLowerCase(Locale.ROOT)));
                entry.put("here", member.local());
                ArrayNode gateways = entry.putArray("gateways");
                member.gateways().forEach(gateway -> gateways.add(gateway.hex()));
            }
            groups.withObject("/" + pointed(group.group())).put("received", received.of(group.group()));
        }
    }

    private static void routes(ArrayNode list, Map<NodeId, Way> ways) {
        new TreeMap<>(ways)
                .forEach((id, way) -> list.addObject()
                        .put("id", id.hex())
                        .put("hops", way.hops())
                        .put("via", way.nextHop().hex()));
    }

    /** A name as a step of a JSON pointer. */
    private static String pointed(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private void topics(ObjectNode topics) {
        NodeId self = node.id(endpoint);
        for (TopicHolder holder : now(peer.amop().holders(MOST_TOPICS))) {
            ObjectNode entry = topics.withObject("/" + pointed(holder.topic()));
            boolean here = holder.node().equals(self);
            entry.put("here", here || entry.path("here").asBoolean());
            ArrayNode nodes = entry.withArray("nodes");
            if (!here) {
                nodes.add(holder.node().hex());
            }
        }
    }

    private void sessions(ArrayNode list) {
        for (SdkStatus sdk : peer.sdks()) {
            list.addObject()
                    .put("id", sdk.id().hex())
                    .put("endpoint", sdk.endpoint())
                    .put("generation", sdk.generation() == SdkGeneration.TWO ? 2 : 3)
                    .put("topics", sdk.topics());
        }
    }

    private static <T> T now(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new GossipException("the node does not say how its topics fare: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GossipException("interrupted", e);
        }
    }
}
