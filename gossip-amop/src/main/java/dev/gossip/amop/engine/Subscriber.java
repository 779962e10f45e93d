package dev.gossip.amop.engine;

import dev.gossip.amop.AmopClient;
import dev.gossip.amop.AmopDelivery;
import dev.gossip.amop.AmopHandler;
import dev.gossip.amop.AmopReply;
import dev.gossip.amop.PrivateNames;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.LocalIdentity;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** A Java handler as a client; that of a private topic signs challenges. */
public final class Subscriber {

    private Subscriber() {}

    /** A challenge topic for one subscriber of a private topic. */
    public static String challengeTopic(String privateName, RandomGenerator random) {
        return PrivateNames.challengeTopic(privateName, Challenges.digits(random));
    }

    /** A client to be called beside the lanes, as {@code handler} is. */
    public static AmopClient plain(Network network, AmopHandler handler) {
        return delivery -> call(handler, delivery)
                .thenApply(data -> AmopReply.of(Objects.requireNonNull(data, "no reply")))
                .whenComplete((reply, failure) -> {
                    if (failure != null) {
                        network.dropped(
                                DropReason.HANDLER_FAILED,
                                "a subscriber of " + delivery.topic() + " failed: " + failure);
                    }
                });
    }

    private static CompletionStage<Bytes> call(AmopHandler handler, AmopDelivery delivery) {
        try {
            return Objects.requireNonNull(handler.handle(delivery), "no stage");
        } catch (Exception | Error e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** As {@link #plain}, under the plain name of the topic. */
    public static AmopClient proven(Network network, LocalIdentity identity, AmopHandler handler) {
        AmopClient plain = plain(network, handler);
        return delivery -> PrivateNames.challenged(delivery.topic()).isPresent()
                ? sign(identity, delivery)
                : plain.receive(new AmopDelivery(
                        PrivateNames.plainName(delivery.topic()),
                        delivery.data(),
                        delivery.multicast(),
                        delivery.from(),
                        delivery.attributes()));
    }

    private static CompletionStage<AmopReply> sign(LocalIdentity identity, AmopDelivery challenge) {
        if (!Challenges.isOne(challenge.data())) {
            return CompletableFuture.failedStage(
                    new GossipException("only challenges of 32 hexadecimal digits are signed"));
        }
        return CompletableFuture.completedStage(AmopReply.of(identity.sign(challenge.data())));
    }
}
