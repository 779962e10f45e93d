package dev.gossip.amop.engine;

import dev.gossip.amop.AmopClient;
import dev.gossip.amop.AmopDelivery;
import dev.gossip.amop.AmopReply;
import dev.gossip.amop.AmopResult;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.spi.crypto.Verifier;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The application as the publisher of a private topic: challenges subscribers and knows their keys. */
public final class Publisher implements AmopClient {

    private final AmopEngine engine;
    private final Network network;
    private final Verifier verifier;
    private final List<PublicKey> keys;

    public Publisher(AmopEngine engine, Network network, Verifier verifier, List<PublicKey> keys) {
        this.engine = engine;
        this.network = network;
        this.verifier = verifier;
        this.keys = keys;
    }

    @Override
    public CompletionStage<AmopReply> receive(AmopDelivery delivery) {
        return CompletableFuture.failedStage(new GossipException("nothing is sent to publishers"));
    }

    @Override
    public CompletionStage<Boolean> verify(NodeId node, String topic, String challengeTopic) {
        Bytes challenge = Challenges.random(network.random());
        return engine.challenge(node, challengeTopic, challenge)
                .thenCompose(result -> result instanceof AmopResult.Answered answered
                        ? network.offload(
                                () -> isSigned(challenge, answered.reply().data()))
                        : CompletableFuture.completedStage(false));
    }

    private boolean isSigned(Bytes challenge, Bytes signature) {
        return keys.stream()
                .anyMatch(key -> verifier.verify(key, challenge, signature).isValid());
    }
}
