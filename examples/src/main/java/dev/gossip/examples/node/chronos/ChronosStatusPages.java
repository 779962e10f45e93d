package dev.gossip.examples.node.chronos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.GossipNode;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.TimeSource;
import dev.gossip.chronos.json.ChronosPeer;
import dev.gossip.chronos.json.ChronosStatus;
import dev.gossip.chronos.json.ChronosStatus.Linked;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.examples.status.StatusPage;
import dev.gossip.examples.status.StatusReply;
import java.util.List;
import java.util.Optional;

/**
 * How a Chronos node fares, made anew for each request, in the shape that Fabric nodes use: the one chain is shown as a
 * channel, and alive is who answers us. Thread-safe.
 */
final class ChronosStatusPages {

    private static final String CHAIN = "chronos";

    private final String address;
    private final GossipNode node;
    private final ChronosPeer peer;
    private final List<PeerAddress> peers;
    private final HeardBlocks heard;
    private final StatusPage page;

    /**
     * @param address what the node calls itself
     * @param peers whom it is to dial
     * @param time when this is made counts as the node's start
     */
    ChronosStatusPages(
            String address,
            GossipNode node,
            ChronosPeer peer,
            List<PeerAddress> peers,
            HeardBlocks heard,
            TimeSource time) {
        this.address = address;
        this.node = node;
        this.peer = peer;
        this.peers = peers;
        this.heard = heard;
        this.page = new StatusPage("chronos", node, time);
    }

    /** Everything, as one JSON object. */
    StatusReply status() {
        return page.of(address, "", this::content);
    }

    private void content(ObjectNode page) {
        ChronosStatus now = peer.status();
        members(page.putArray("members"), now);
        chain(page.putObject("channels").putObject(CHAIN), now);
        ObjectNode queues = page.putObject("queues");
        queues.put("knownBlocks", now.knownBlocks());
        queues.put("cachedBytes", now.cachedBytes());
        queues.put("candidateBytes", now.candidateBytes());
    }

    /** 503 if the node should have links and has none, or a peer follows another chain, else 200. */
    StatusReply health() {
        ChronosStatus now = peer.status();
        if (!peers.isEmpty() && now.peers().isEmpty()) {
            return StatusPage.health("none of the " + peers.size() + " peers answers\n");
        }
        return now.fork()
                .map(fork -> StatusPage.health("block " + fork.height() + " of "
                        + fork.peer().hostAndPort() + " is not ours: one of us follows another chain\n"))
                .orElseGet(() -> StatusPage.health(""));
    }

    private void members(ArrayNode list, ChronosStatus now) {
        for (PeerAddress dialled : peers) {
            Optional<Linked> linked = now.peers().stream()
                    .filter(known -> known.dialled().hostAndPort().equals(dialled.hostAndPort()))
                    .findFirst();
            ObjectNode entry = list.addObject();
            entry.put("id", linked.map(Linked::address).orElse(""));
            entry.put("org", "");
            entry.put("endpoint", dialled.hostAndPort());
            entry.put("alive", linked.isPresent());
            linked.ifPresent(known -> entry.put("height", known.height())
                    .put("knownBlocks", known.knownBlocks())
                    .put("queuedBlocks", known.queuedBlocks())
                    .put("queuedHashes", known.queuedHashes()));
        }
    }

    private void chain(ObjectNode entry, ChronosStatus now) {
        entry.put("height", now.height());
        entry.put("lastHash", peer.block(now.height()).map(ChronosBlock::hash).orElse(""));
        entry.putObject("received").put("new", heard.received()).put("committed", heard.committed());
        entry.put("peers", now.peers().size());
        now.fork()
                .ifPresent(fork -> entry.putObject("fork")
                        .put("height", fork.height())
                        .put("ours", fork.ours())
                        .put("theirs", fork.theirs())
                        .put("peer", fork.peer().hostAndPort()));
    }
}
