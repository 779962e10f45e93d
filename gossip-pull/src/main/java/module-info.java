/** Pull: asks random partners what they hold and fetches what is missing. */
module dev.gossip.pull {
    requires transitive dev.gossip.api;
    requires static org.jspecify;

    exports dev.gossip.pull;
}
