/** Topics across nodes: to one subscriber with a reply, to all, and private ones; whatever protocol carries them. */
module dev.gossip.amop {
    requires transitive dev.gossip.api;
    requires static org.jspecify;

    exports dev.gossip.amop;
}
