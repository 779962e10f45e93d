package dev.gossip.examples.inspect;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.fabric.codec.FabricInspector;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What earlier messages of a run revealed: bounded, the identity unused for longest goes first. */
final class RunMemory implements FabricInspector.Memory {

    static final int MAX_IDENTITIES = 10_000;
    static final int MAX_CHANNELS = 100;

    private final Set<String> channels;
    private final Map<NodeId, Bytes> identities = new LinkedHashMap<>(16, 0.75f, true);

    RunMemory(Collection<String> channels) {
        this.channels = new LinkedHashSet<>(channels);
    }

    @Override
    public Optional<Bytes> identity(NodeId author) {
        return Optional.ofNullable(identities.get(author));
    }

    @Override
    public Collection<String> channels() {
        return channels;
    }

    @Override
    public void learn(NodeId author, Bytes identity) {
        // A copy, because what came along shares the memory of its whole message.
        identities.put(author, Bytes.wrap(identity.toByteArray()));
        if (identities.size() > MAX_IDENTITIES) {
            identities.remove(identities.keySet().iterator().next());
        }
    }

    void learn(String channel) {
        if (!channel.isEmpty() && channels.size() < MAX_CHANNELS) {
            channels.add(channel);
        }
    }
}
