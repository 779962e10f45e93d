/** Membership for any protocol that carries the neutral alive and membership bodies. */
module dev.gossip.membership {
    requires transitive dev.gossip.api;
    requires static org.jspecify;

    exports dev.gossip.membership;
}
