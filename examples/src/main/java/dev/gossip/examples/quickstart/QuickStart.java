package dev.gossip.examples.quickstart;

import dev.gossip.api.Bytes;
import dev.gossip.api.Delivery;
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

/**
 * Two nodes over mutual TLS on whichever protocol the command line names: one subscribes to a topic, the other publishes.
 *
 * <pre>
 *   QuickStart [fabric | fisco | orbs | chronos]
 * </pre>
 */
public final class QuickStart {

    private QuickStart() {}

    public static void main(String[] words) throws Exception {
        System.out.println(run(words.length == 0 ? "fabric" : words[0]));
    }

    /** @return what the subscriber heard */
    static String run(String protocol) throws Exception {
        CompletableFuture<Delivery> heard = new CompletableFuture<>();
        // tag::readme[]
        StandardRuntime runtime = StandardRuntime.create();
        DevelopmentCa ca = DevelopmentCa.create("Org1MSP", runtime.time());
        GossipNode alice = start(runtime, endpoint(protocol, ca));
        GossipNode bob = start(runtime, endpoint(protocol, ca).seed(alice.boundAddress("main")));

        bob.subscribe(Topic.named("news"), MessageHandler.accepting(heard::complete));
        alice.whenPeers(1).thenRun(() -> alice.publish(Topic.named("news"), Bytes.utf8("hello, gossip")));
        // end::readme[]
        Opaque body = (Opaque) heard.get(20, TimeUnit.SECONDS).message().body();
        bob.close();
        alice.close();
        runtime.close();
        return body.joined().utf8();
    }

    // tag::helpers[]
    static GossipNode start(GossipRuntime runtime, EndpointConfig.Builder endpoint) {
        var builder = GossipNode.builder().runtime(runtime).endpoint(endpoint.build());
        return builder.extension(new MembershipExtension()).start();
    }

    static EndpointConfig.Builder endpoint(String protocol, DevelopmentCa ca) {
        return ca.equip(EndpointConfig.named("main"), "localhost") // identity, trust and mutual TLS
                .protocol(protocol) // "fabric", "fisco", "orbs" or "chronos"
                .transport("netty") // or "nio"
                .listen("localhost:0")
                .setting("application", "true");
    }
    // end::helpers[]
}
