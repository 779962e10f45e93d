package dev.gossip.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.pull.ItemStore;
import dev.gossip.state.Source;
import dev.gossip.state.StateChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A channel's recent blocks, as pull sees them. */
record BlockItems(StateChannel channel) implements ItemStore {

    @Override
    public List<Bytes> ids() {
        return channel.recentIds();
    }

    @Override
    public boolean contains(Bytes id) {
        return !channel.wants(id);
    }

    @Override
    public Optional<Envelope> get(Bytes id) {
        return channel.recent(id);
    }

    @Override
    public CompletionStage<Boolean> add(List<Envelope> items, LinkPeer from) {
        return channel.offer(items, Source.PULL, from);
    }
}
