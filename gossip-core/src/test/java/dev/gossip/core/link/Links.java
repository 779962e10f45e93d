package dev.gossip.core.link;

import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.core.observe.Reporter;
import dev.gossip.core.peer.PeerTable;
import dev.gossip.core.testprotocol.PlainContext;
import dev.gossip.core.testprotocol.PlainProtocol;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.LinkOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tests of links share: links of the plain protocol of a node called {@code self}. */
public final class Links {

    private Links() {}

    public static LinkSetup setup(GossipRuntime runtime, NodeLimits limits) {
        return setup(runtime, limits, Map.of("id", "self"));
    }

    /** @param settings of the plain protocol */
    public static LinkSetup setup(GossipRuntime runtime, NodeLimits limits, Map<String, String> settings) {
        Reporter reporter = new Reporter(MetricsSink.NONE, List.of());
        PeerTable peers = new PeerTable(reporter, name -> true);
        EndpointProtocol spoken =
                new PlainProtocol().open(new PlainContext("test", runtime.time(), peers.view(), settings));
        return new LinkSetup("test", spoken, limits, runtime, reporter);
    }

    public static LinkOptions options() {
        return LinkOptions.of(
                new PlainProtocol().carriage(CarrierKind.BYTE_STREAM).orElseThrow(), Optional.empty());
    }
}
