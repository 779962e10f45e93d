package dev.gossip.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.body.PeerIdentity;
import dev.gossip.pull.ItemStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signed identities of nodes by PKI-ID, as pull sees them. The node judged each of them before it arrives here;
 * the protocol learns it from here. Bounded: beyond the limit no further ones are wanted.
 */
final class IdentityItems implements ItemStore {

    /** The length of a PKI-ID, a SHA-256. */
    private static final int ID_BYTES = 32;

    private final int limit;
    private final Learner learner;
    private final Map<Bytes, Envelope> items = new ConcurrentHashMap<>();

    IdentityItems(int limit, Learner learner) {
        this.limit = limit;
        this.learner = learner;
    }

    /** The PKI-ID that the item is about; empty if it is no identity. */
    static Optional<Bytes> idOf(Envelope item) {
        return item.body() instanceof PeerIdentity identity
                ? Optional.of(identity.subject().value())
                : Optional.empty();
    }

    boolean wants(Bytes id) {
        return id.length() == ID_BYTES && items.size() < limit;
    }

    /** Keeps an identity if none is kept for the same PKI-ID; it could only be the same one. */
    void put(Envelope item) {
        idOf(item).ifPresent(id -> items.putIfAbsent(id, item));
    }

    void forget(NodeId id) {
        items.remove(id.value());
    }

    @Override
    public List<Bytes> ids() {
        return List.copyOf(items.keySet());
    }

    @Override
    public boolean contains(Bytes id) {
        return items.containsKey(id);
    }

    @Override
    public Optional<Envelope> get(Bytes id) {
        return Optional.ofNullable(items.get(id));
    }

    @Override
    public CompletionStage<Boolean> add(List<Envelope> news, LinkPeer from) {
        return learner.learn(news).thenApply(learnt -> {
            learnt.forEach(item -> {
                if (items.size() < limit) {
                    put(item);
                }
            });
            return true;
        });
    }

    /** Makes the owners of identities known. */
    interface Learner {

        /** @return those that were learnt */
        CompletionStage<List<Envelope>> learn(List<Envelope> identities);
    }
}
