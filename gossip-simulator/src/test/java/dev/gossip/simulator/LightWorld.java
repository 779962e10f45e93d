package dev.gossip.simulator;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.Topic;
import dev.gossip.simulator.light.LightProtocol;
import java.time.Duration;

/** Nodes of the protocol {@code light} on an overlay, linked. */
final class LightWorld {

    static final Topic NEWS = Topic.named("news");
    static final int PORT = 7_000;
    static final String ENDPOINT = "main";

    private LightWorld() {}

    static EndpointConfig.Builder endpoint(SimulatedHost host) {
        return EndpointConfig.named(ENDPOINT)
                .protocol(new LightProtocol())
                .transport(new SimulatedTransport())
                .listen(host.address(PORT).toString())
                .setting("id", host.name());
    }

    static void start(SimulatedWorld world, Overlay overlay, String router, int fanout, SpreadMeter meter) {
        for (int i = 0; i < overlay.hosts(); i++) {
            SimulatedHost host = world.host("n" + i);
            EndpointConfig.Builder endpoint = endpoint(host);
            overlay.dials(i).forEach(peer -> endpoint.seed(world.host("n" + peer).address(PORT)));
            EndpointConfig built = endpoint.build();
            host.start(builder -> configure(builder, built, router, fanout));
            host.node().subscribe(NEWS, MessageHandler.accepting(delivery -> meter.delivered(host)));
        }
        world.run(Duration.ofSeconds(15));
    }

    private static void configure(GossipNodeBuilder builder, EndpointConfig endpoint, String router, int fanout) {
        builder.endpoint(endpoint).router(router).fanout(fanout);
    }

    static int links(SimulatedHost host) {
        return host.node().describe().endpoints().get(0).links();
    }
}
