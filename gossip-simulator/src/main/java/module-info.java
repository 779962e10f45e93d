/** A deterministic world in which whole nodes run in virtual time over simulated links. */
module dev.gossip.simulator {
    requires transitive dev.gossip.api;
    requires transitive dev.gossip.testkit;
    requires dev.gossip.core;
    requires static org.jspecify;

    exports dev.gossip.simulator;
    exports dev.gossip.simulator.light;

    provides dev.gossip.spi.transport.Transport with
            dev.gossip.simulator.SimulatedTransport;
    provides dev.gossip.spi.protocol.Protocol with
            dev.gossip.simulator.light.LightProtocol;
}
