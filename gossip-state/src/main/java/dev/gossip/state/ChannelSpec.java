package dev.gossip.state;

import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Peer;
import dev.gossip.spi.store.OrderedStore;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * One channel: where its items live, how they are checked, and who may do what. All rules are called on the channel's lane
 * and must not block. Made by {@link #of}.
 *
 * @param store where committed items are kept; the channel is its only writer and does not close it
 * @param check judges items of other nodes
 * @param companions what entitled peers get along with transferred items
 * @param participants whose messages about the channel are heard at all
 * @param partners which alive peers may be asked for standings and items
 * @param readers which link peers may exchange ranges of items with us
 * @param authors whose standings are believed; called only for statements that are news
 * @param disclosed which standings of others a link peer may see
 */
public record ChannelSpec(
        String endpoint,
        String scope,
        OrderedStore store,
        ItemCheck check,
        StateConfig config,
        CompanionSource companions,
        Predicate<LinkPeer> participants,
        Predicate<Peer> partners,
        Predicate<LinkPeer> readers,
        Predicate<Envelope> authors,
        BiPredicate<LinkPeer, Envelope> disclosed) {

    /** Begins a channel that everybody may take part in, with {@link StateConfig#DEFAULT}. */
    public static Builder of(String endpoint, String scope, OrderedStore store, ItemCheck check) {
        return new Builder(endpoint, scope, store, check);
    }

    @Override
    public String toString() {
        return "channel '" + scope + "' on endpoint '" + endpoint + "'";
    }

    /** Collects a channel's rules; not thread-safe. */
    public static final class Builder {

        private final String endpoint;
        private final String scope;
        private final OrderedStore store;
        private final ItemCheck check;
        private StateConfig config = StateConfig.DEFAULT;
        private CompanionSource companions = CompanionSource.NONE;
        private Predicate<LinkPeer> participants = peer -> true;
        private Predicate<Peer> partners = peer -> true;
        private Predicate<LinkPeer> readers = peer -> true;
        private Predicate<Envelope> authors = statement -> true;
        private BiPredicate<LinkPeer, Envelope> disclosed = (peer, statement) -> true;

        private Builder(String endpoint, String scope, OrderedStore store, ItemCheck check) {
            this.endpoint = endpoint;
            this.scope = scope;
            this.store = store;
            this.check = check;
        }

        /** Times and bounds. Default: {@link StateConfig#DEFAULT}. */
        public Builder config(StateConfig chosen) {
            config = chosen;
            return this;
        }

        /** What entitled peers get along with transferred items. Default: nothing. */
        public Builder companions(CompanionSource chosen) {
            companions = chosen;
            return this;
        }

        /** Whose messages about the channel are heard. Default: everybody's. */
        public Builder participants(Predicate<LinkPeer> rule) {
            participants = rule;
            return this;
        }

        /** Which alive peers may be asked for standings and items. Default: all. */
        public Builder partners(Predicate<Peer> rule) {
            partners = rule;
            return this;
        }

        /** Which link peers may exchange ranges of items with us. Default: all. */
        public Builder readers(Predicate<LinkPeer> rule) {
            readers = rule;
            return this;
        }

        /** Whose standings are believed. Default: everybody's. */
        public Builder authors(Predicate<Envelope> rule) {
            authors = rule;
            return this;
        }

        /** Which standings of others a link peer may see. Default: all. */
        public Builder disclosed(BiPredicate<LinkPeer, Envelope> rule) {
            disclosed = rule;
            return this;
        }

        /** The finished channel. */
        public ChannelSpec build() {
            return new ChannelSpec(
                    endpoint,
                    scope,
                    store,
                    check,
                    config,
                    companions,
                    participants,
                    partners,
                    readers,
                    authors,
                    disclosed);
        }
    }
}
