package dev.gossip.guice.exchange;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.membership.MembershipExtension;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Two nodes on Fabric's protocol over Netty with mutual TLS: one says something, the other hears it. */
public final class Exchange {

    private static final Topic NEWS = Topic.named("news");

    private Exchange() {}

    /** Says the argument, and prints what was heard and in which modules the parts live. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(heard(arguments[0], Exchange::build));
        for (Class<?> part : new Class<?>[] {
            Exchange.class, GossipNode.class, StandardRuntime.class, DevelopmentCa.class, MembershipExtension.class
        }) {
            System.out.println(part.getModule());
        }
    }

    /** How a node comes about; not started. */
    @FunctionalInterface
    interface NodeMaker {
        GossipNode make(GossipRuntime runtime, EndpointConfig endpoint);
    }

    static GossipNode build(GossipRuntime runtime, EndpointConfig endpoint) {
        return GossipNode.builder()
                .runtime(runtime)
                .endpoint(endpoint)
                .extension(new MembershipExtension())
                .build();
    }

    static String heard(String said, NodeMaker maker) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (GossipRuntime runtime = StandardRuntime.create()) {
            DevelopmentCa ca = DevelopmentCa.create("Org1MSP", runtime.time());
            try (GossipNode listener = started(maker.make(runtime, endpoint(ca).build()));
                    GossipNode speaker = started(maker.make(
                            runtime,
                            endpoint(ca).seed(listener.boundAddress("main")).build()))) {
                listener.subscribe(
                        NEWS,
                        MessageHandler.accepting(delivery -> heard.complete(
                                ((Opaque) delivery.message().body()).joined().utf8())));
                speaker.whenPeers(1).thenRun(() -> speaker.publish(NEWS, Bytes.utf8(said)));
                return heard.get(20, TimeUnit.SECONDS);
            }
        }
    }

    private static GossipNode started(GossipNode node) throws Exception {
        return node.start().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static EndpointConfig.Builder endpoint(DevelopmentCa ca) {
        return ca.equip(EndpointConfig.named("main"), "localhost")
                .protocol("fabric")
                .transport("netty")
                .listen("localhost:0")
                .setting("application", "true");
    }
}
