package dev.gossip.examples.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.TimeSource;
import dev.gossip.fabric.FabricChannel;
import dev.gossip.fabric.FabricPeer;
import dev.gossip.fabric.block.BlockHeader;
import dev.gossip.fabric.block.BlockVerifier;
import dev.gossip.membership.MemberStatus;
import dev.gossip.spi.store.OrderedStore;
import dev.gossip.state.ChannelStatus;
import dev.gossip.state.Source;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a Fabric node fares, made anew for each request. Thread-safe; reads the newest block of each channel from its store. */
public final class StatusPages {

    private final GossipNode node;
    private final FabricPeer peer;
    private final String endpoint;
    private final String organisation;
    private final Map<String, OrderedStore> stores;
    private final StatusPage page;

    /**
     * @param endpoint the node's endpoint that {@code peer} serves
     * @param stores of the channels, by name
     * @param time when this is made counts as the node's start
     */
    public StatusPages(
            GossipNode node,
            FabricPeer peer,
            String endpoint,
            String organisation,
            Map<String, OrderedStore> stores,
            TimeSource time) {
        this.node = node;
        this.peer = peer;
        this.endpoint = endpoint;
        this.organisation = organisation;
        this.stores = Map.copyOf(stores);
        this.page = new StatusPage("fabric", node, time);
    }

    /** Everything, as one JSON object. */
    public StatusReply status() {
        return page.of(node.id(endpoint).toString(), organisation, this::content);
    }

    private void content(ObjectNode page) {
        members(page.putArray("members"));
        ObjectNode channels = page.putObject("channels");
        peer.channels().forEach(channel -> channel(channel, channels.putObject(channel.name())));
        buffered(page.putObject("queues").putObject("bufferedBlocks"));
    }

    /** 200 while every channel takes blocks, else 503 with the reasons. */
    public StatusReply health() {
        String problems = peer.channels().stream()
                .flatMap(channel -> channel.status().halted().stream()
                        .map(reason -> "channel " + channel.name() + " is halted: " + reason + "\n"))
                .collect(Collectors.joining());
        return StatusPage.health(problems);
    }

    private void members(ArrayNode list) {
        for (MemberStatus member : peer.members().members()) {
            Optional<Peer> known = node.peers().find(endpoint, member.id());
            ObjectNode entry = list.addObject();
            entry.put("id", member.id().toString());
            entry.put("org", member.organisation().orElse(""));
            entry.put(
                    "endpoint",
                    member.external()
                            .or(member::internal)
                            .map(PeerAddress::hostAndPort)
                            .orElse(""));
            entry.put("alive", member.alive());
            // One number as in most networks there is one channel; all of them beside it.
            entry.put(
                    "height",
                    known.stream()
                            .flatMap(found -> found.channels().values().stream())
                            .mapToLong(Peer.ChannelState::height)
                            .max()
                            .orElse(0));
            ObjectNode heights = entry.putObject("heights");
            known.ifPresent(found -> found.channels().forEach((name, state) -> heights.put(name, state.height())));
        }
    }

    private void channel(FabricChannel channel, ObjectNode entry) {
        ChannelStatus status = channel.status();
        entry.put("height", status.height());
        entry.put("lastHash", lastHash(channel.name(), status.height()));
        ObjectNode received = entry.putObject("received");
        received.put("push", status.received().getOrDefault(Source.PUSH, 0L));
        received.put("pull", status.received().getOrDefault(Source.PULL, 0L));
        received.put("state", status.received().getOrDefault(Source.TRANSFER, 0L));
        received.put("own", status.received().getOrDefault(Source.OWN, 0L));
        entry.put("peers", channel.members().size());
        status.halted().ifPresent(reason -> entry.put("halted", reason));
    }

    /** Of the newest block's header, as the next block will name it. */
    private String lastHash(String channel, long height) {
        try {
            return Optional.ofNullable(stores.get(channel))
                    .flatMap(store -> store.read(height - 1))
                    .flatMap(BlockVerifier::headerOf)
                    .map(BlockHeader::hash)
                    .map(Bytes::hex)
                    .orElse("");
        } catch (GossipException e) {
            return "unreadable: " + e.getMessage();
        }
    }

    private void buffered(ObjectNode buffered) {
        peer.channels()
                .forEach(
                        channel -> buffered.put(channel.name(), channel.status().buffered()));
    }
}
