package dev.gossip.pull;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Peer;
import dev.gossip.api.Topic;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One pull: which items, where, and by whose leave. Identified by endpoint, item type and scope. All functions are called
 * on the lane of the scope and must not block. Made by {@link #of}.
 *
 * @param itemType the item type of the four messages, for example {@code block}
 * @param topic topic of the messages; its scope decides the lane
 * @param partners which alive peers of the endpoint may be asked
 * @param served which link peers are answered
 * @param offered whether a link peer may learn of an item and get it, by id
 * @param wanted whether an id heard of is worth fetching; sees whatever bytes a partner sends
 * @param idOf the id of an item that arrived; empty if the envelope is no such item
 */
public record PullSpec(
        String itemType,
        String endpoint,
        Topic topic,
        PullConfig config,
        ItemStore store,
        Predicate<Peer> partners,
        Predicate<LinkPeer> served,
        BiPredicate<LinkPeer, Bytes> offered,
        Predicate<Bytes> wanted,
        Function<Envelope, Optional<Bytes>> idOf) {

    /**
     * Begins a pull that asks and serves everybody, with {@link PullConfig#DEFAULT}.
     *
     * @param idOf the id of an item that arrived; empty if the envelope is no such item
     */
    public static Builder of(
            String itemType, String endpoint, Topic topic, ItemStore store, Function<Envelope, Optional<Bytes>> idOf) {
        return new Builder(itemType, endpoint, topic, store, idOf);
    }

    @Override
    public String toString() {
        return "pull of '" + itemType + "' on endpoint '" + endpoint + "' in scope '" + topic.scope() + "'";
    }

    /** Collects a pull's rules; not thread-safe. */
    public static final class Builder {

        private final String itemType;
        private final String endpoint;
        private final Topic topic;
        private final ItemStore store;
        private final Function<Envelope, Optional<Bytes>> idOf;
        private PullConfig config = PullConfig.DEFAULT;
        private Predicate<Peer> partners = peer -> true;
        private Predicate<LinkPeer> served = peer -> true;
        private BiPredicate<LinkPeer, Bytes> offered = (peer, id) -> true;
        private Predicate<Bytes> wanted = id -> true;

        private Builder(
                String itemType,
                String endpoint,
                Topic topic,
                ItemStore store,
                Function<Envelope, Optional<Bytes>> idOf) {
            this.itemType = itemType;
            this.endpoint = endpoint;
            this.topic = topic;
            this.store = store;
            this.idOf = idOf;
        }

        /** Times and bounds. Default: {@link PullConfig#DEFAULT}. */
        public Builder config(PullConfig chosen) {
            config = chosen;
            return this;
        }

        /** Which alive peers of the endpoint may be asked. Default: all. */
        public Builder partners(Predicate<Peer> rule) {
            partners = rule;
            return this;
        }

        /** Which link peers are answered. Default: all whose id is known. */
        public Builder served(Predicate<LinkPeer> rule) {
            served = rule;
            return this;
        }

        /** Whether a link peer may learn of an item, by id. Default: yes. */
        public Builder offered(BiPredicate<LinkPeer, Bytes> rule) {
            offered = rule;
            return this;
        }

        /** Whether an id heard of is worth fetching. Default: yes. */
        public Builder wanted(Predicate<Bytes> rule) {
            wanted = rule;
            return this;
        }

        /** The finished pull. */
        public PullSpec build() {
            return new PullSpec(itemType, endpoint, topic, config, store, partners, served, offered, wanted, idOf);
        }
    }
}
