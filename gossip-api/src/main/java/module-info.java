/** The nouns of gossip and the interfaces that plugins implement; depends on nothing at run time. */
module dev.gossip.api {
    requires static org.jspecify;

    exports dev.gossip.api;
    exports dev.gossip.api.body;
    exports dev.gossip.api.observe;
    exports dev.gossip.spi;
    exports dev.gossip.spi.crypto;
    exports dev.gossip.spi.protocol;
    exports dev.gossip.spi.store;
    exports dev.gossip.spi.transport;
    exports dev.gossip.spi.transport.support;

    uses dev.gossip.spi.NodeFactory;
}
