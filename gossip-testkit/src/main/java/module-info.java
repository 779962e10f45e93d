/** Virtual time, virtual networks and assertions for tests of gossip code. */
module dev.gossip.testkit {
    requires transitive dev.gossip.api;
    requires static org.jspecify;

    exports dev.gossip.testkit;
}
