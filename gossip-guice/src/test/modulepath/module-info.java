/** An application on the module path: what {@code Exchange} needs to be named in. Plugins are found by their services. */
module dev.gossip.guice.exchange {
    requires dev.gossip.core;
    requires dev.gossip.crypto;
    requires dev.gossip.membership;
}
