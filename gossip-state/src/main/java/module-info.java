/** Channel state: who holds how much of an ordered sequence, and how those behind catch up. */
module dev.gossip.state {
    requires transitive dev.gossip.api;
    requires static org.jspecify;

    exports dev.gossip.state;
    exports dev.gossip.state.status;
}
