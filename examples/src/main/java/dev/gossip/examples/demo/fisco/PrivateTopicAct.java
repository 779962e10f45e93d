package dev.gossip.examples.demo.fisco;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.amop.AmopResult;
import dev.gossip.amop.PrivateTopic;
import dev.gossip.api.Bytes;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.crypto.Secp256k1Verifier;
import dev.gossip.examples.demo.fisco.Findings.Promise;
import java.util.List;

/** Two subscribe to a private topic; only the one that signs a challenge with the admitted key hears anything. */
final class PrivateTopicAct {

    private static final String TOPIC = "secrets";
    private static final String ANSWER = "understood";
    private static final int MESSAGES = 20;

    private final Stage stage;

    PrivateTopicAct(Stage stage) {
        this.stage = stage;
    }

    void play() {
        DemoNode publisher = stage.network().ring(0);
        DemoNode admitted = stage.network().ring(2);
        DemoNode stranger = stage.network().ring(3);
        Listener heard = Listener.answering(ANSWER, stage.signals()::changed);
        Listener nothing = Listener.answering("overheard", stage.signals()::changed);
        SubscriberKey key = SubscriberKey.fresh(stage.runtime());
        stage.await(
                stranger + " subscribes with a key of its own",
                stranger.amop()
                        .subscribePrivate(
                                TOPIC, SubscriberKey.fresh(stage.runtime()).identity(), nothing));
        PrivateTopic topic = stage.await(
                publisher + " publishes privately",
                publisher.amop().publishPrivate(TOPIC, new Secp256k1Verifier(), List.of(key.publicKey())));
        stage.signals()
                .await(
                        "a private topic has only an unproven subscriber",
                        DemoSettings.PATIENCE,
                        () -> isUnverified(stage.await(
                                "a private message has one result", topic.publish(Bytes.utf8("anybody?")))));
        stage.await(
                admitted + " subscribes with the admitted key",
                admitted.amop().subscribePrivate(TOPIC, key.identity(), heard));
        stage.signals()
                .await(
                        "the holder of the admitted key proves it",
                        DemoSettings.PATIENCE,
                        () -> stage.await("a private message has one result", topic.publish(Bytes.utf8("there?")))
                                .isAnswered());
        int right = 0;
        for (int i = 0; i < MESSAGES; i++) {
            right += Listener.said(
                            ANSWER,
                            stage.await("a private message has one result", topic.publish(Bytes.utf8("secret " + i))))
                    ? 1
                    : 0;
        }
        stage.await("all that are proven are told", topic.multicast(Bytes.utf8("to all")));
        stage.signals()
                .await("the admitted one hears a multicast", DemoSettings.PATIENCE, () -> heard.count("to all") == 1);
        stage.findings()
                .of("privateTopic")
                .put("asked", MESSAGES)
                .put("answered", right)
                .put("heardByStranger", nothing.count());
        unless(right == MESSAGES, "the holder of the admitted key answers: " + right + " of " + MESSAGES);
        unless(nothing.count() == 0, "a stranger hears nothing private: it heard " + nothing.count());
        stage.findings().kept(Promise.PRIVATE_TOPIC);
        stage.timeline()
                .say("a private topic: " + admitted + " signs a challenge over " + publisher.hopsTo(admitted.id())
                        + " hops and answers " + right + " of " + MESSAGES + "; " + stranger
                        + " with another key hears nothing");
    }

    private static boolean isUnverified(AmopResult result) {
        return result instanceof AmopResult.Failed failed && failed.failure().reason() == Reason.UNVERIFIED;
    }
}
