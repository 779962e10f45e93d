package dev.gossip.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Assurance;
import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.membership.MembershipExtension;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whole nodes on Fabric's protocol, with mutual TLS and its greeting, which signs both TLS certificates. */
class FabricNodesTest {

    private static final Topic NEWS = Topic.named("news");

    private final CompletableFuture<NodeEvent.LinkUp> dialled = new CompletableFuture<>();
    private final CompletableFuture<NodeEvent.LinkUp> accepted = new CompletableFuture<>();

    @Test
    void twoNodesGreetEachOtherAndTalk() {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (GossipRuntime runtime = StandardRuntime.create()) {
            DevelopmentCa ca = DevelopmentCa.create("Org1MSP", runtime.time());
            try (GossipNode listener = start(runtime, endpoint(ca));
                    GossipNode speaker = start(runtime, endpoint(ca).seed(listener.boundAddress("main")))) {
                listener.subscribe(
                        NEWS,
                        MessageHandler.accepting(delivery -> heard.complete(
                                ((Opaque) delivery.message().body()).joined().utf8())));
                Await.result(speaker.whenPeers(1));
                Await.result(listener.whenPeers(1));
                speaker.publish(NEWS, Bytes.utf8("over HTTP/2"));
                assertThat(Await.result(heard)).isEqualTo("over HTTP/2");

                assertThat(Await.result(dialled).peer().id()).contains(listener.id("main"));
                assertThat(Await.result(accepted).peer().id()).contains(speaker.id("main"));
                assertThat(Await.result(dialled).peer().assurance()).isEqualTo(Assurance.AUTHENTICATED);
                assertThat(Await.result(accepted).peer().assurance()).isEqualTo(Assurance.AUTHENTICATED);
            }
        }
    }

    /** The only transport here that suits the protocol need not be named. */
    private static EndpointConfig.Builder endpoint(DevelopmentCa ca) {
        return ca.equip(EndpointConfig.named("main"), "localhost")
                .protocol("fabric")
                .listen("localhost:0")
                .setting("application", "true");
    }

    private GossipNode start(GossipRuntime runtime, EndpointConfig.Builder endpoint) {
        return Await.result(GossipNode.builder()
                .runtime(runtime)
                .endpoint(endpoint.build())
                .extension(new MembershipExtension())
                .observer(event -> {
                    if (event instanceof NodeEvent.LinkUp up) {
                        (up.dialled() ? dialled : accepted).complete(up);
                    }
                })
                .build()
                .start());
    }
}
