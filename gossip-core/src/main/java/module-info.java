/** The node: assembly, lanes, dispatch, message store, routers and the transport in memory. */
module dev.gossip.core {
    requires transitive dev.gossip.api;
    requires java.naming;
    requires static org.jspecify;
    requires org.slf4j;

    exports dev.gossip.core;
    exports dev.gossip.core.registry;
    exports dev.gossip.core.router;

    uses dev.gossip.spi.Discovery;
    uses dev.gossip.spi.Router;
    uses dev.gossip.spi.crypto.Signer;
    uses dev.gossip.spi.crypto.Verifier;
    uses dev.gossip.spi.protocol.Protocol;
    uses dev.gossip.spi.transport.Transport;

    provides dev.gossip.spi.Discovery with
            dev.gossip.core.discovery.DnsDiscovery;
    provides dev.gossip.spi.NodeFactory with
            dev.gossip.core.CoreNodeFactory;
    provides dev.gossip.spi.Router with
            dev.gossip.core.router.DirectRouter,
            dev.gossip.core.router.FloodRouter,
            dev.gossip.core.router.FanoutRouter,
            dev.gossip.core.router.SqrtRouter;
    provides dev.gossip.spi.transport.Transport with
            dev.gossip.core.memory.MemoryTransport;
}
