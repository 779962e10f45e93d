package dev.gossip.api;

import java.util.Set;

/** Whom a message is meant for. Routers narrow this further; they never widen it. */
public sealed interface Recipients {

    /** Everybody who may see the message. */
    Recipients ALL = new All();

    /** Any one subscriber of the topic. */
    Recipients ONE_SUBSCRIBER = new OneSubscriber();

    /** Only {@code ids}. */
    static Recipients only(NodeId... ids) {
        return new Only(Set.of(ids));
    }

    /** Everybody except {@code ids}. */
    static Recipients allBut(NodeId... ids) {
        return new AllBut(Set.of(ids));
    }

    /** Whether {@code id} is among those meant. {@link OneSubscriber} includes everybody as a candidate. */
    boolean include(NodeId id);

    /** Everybody. */
    record All() implements Recipients {
        @Override
        public boolean include(NodeId id) {
            return true;
        }
    }

    /** The listed nodes. */
    record Only(Set<NodeId> ids) implements Recipients {
        public Only {
            ids = Set.copyOf(ids);
        }

        @Override
        public boolean include(NodeId id) {
            return ids.contains(id);
        }
    }

    /** All but the listed nodes. */
    record AllBut(Set<NodeId> ids) implements Recipients {
        public AllBut {
            ids = Set.copyOf(ids);
        }

        @Override
        public boolean include(NodeId id) {
            return !ids.contains(id);
        }
    }

    /** One subscriber of the topic, chosen on the way. */
    record OneSubscriber() implements Recipients {
        @Override
        public boolean include(NodeId id) {
            return true;
        }
    }
}
