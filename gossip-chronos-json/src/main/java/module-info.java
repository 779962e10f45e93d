/** Chronos: length-prefixed JSON, lockstep ask and answer, block propagation and catch-up. */
module dev.gossip.chronos.json {
    requires com.fasterxml.jackson.core;
    requires transitive dev.gossip.api;
    requires static org.jspecify;

    exports dev.gossip.chronos.json;
    exports dev.gossip.chronos.json.block;

    uses dev.gossip.spi.Router;

    provides dev.gossip.spi.protocol.Protocol with
            dev.gossip.chronos.json.ChronosProtocol;
}
