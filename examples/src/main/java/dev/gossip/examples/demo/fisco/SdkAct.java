package dev.gossip.examples.demo.fisco;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.amop.PrivateTopic;
import dev.gossip.api.Bytes;
import dev.gossip.crypto.Secp256k1Verifier;
import dev.gossip.examples.demo.BrokenPromise;
import dev.gossip.examples.sdk.FiscoSdk;
import dev.gossip.examples.sdk.SdkAnswer;
import dev.gossip.examples.sdk.SdkLink;
import dev.gossip.examples.sdk.SdkProcess;
import dev.gossip.examples.sdk.SdkProgram;
import dev.gossip.examples.sdk.SdkUnavailableException;
import dev.gossip.fisco.codec.amop.AmopCodes;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The real SDKs, each in a process of its own: that of 3.x at one node of the ring, that of 2.x at another one two hops away.
 * A machine that cannot have one skips it and says why; what goes wrong once an SDK is loaded is a broken promise.
 */
final class SdkAct implements AutoCloseable {

    private static final int QUESTIONS = 20;
    private static final String SECRETS = "secrets of an SDK";

    private final Stage stage;
    private final Map<FiscoSdk, SdkProcess> running = new EnumMap<>(FiscoSdk.class);
    private final Map<FiscoSdk, String> skipped = new EnumMap<>(FiscoSdk.class);

    SdkAct(Stage stage) {
        this.stage = stage;
    }

    void play(MulticastAct multicast) {
        for (FiscoSdk kind : FiscoSdk.values()) {
            start(kind);
        }
        for (FiscoSdk kind : FiscoSdk.values()) {
            load(kind);
        }
        note("under way");
        try {
            running.values().forEach(SdkProcess::awaitReady);
            running.forEach((kind, sdk) -> exchange(kind, sdk, multicast));
            if (running.containsKey(FiscoSdk.V2)) {
                privately(running.get(FiscoSdk.V2), at(FiscoSdk.V3));
            }
            again();
        } catch (IllegalStateException e) {
            String[] message = String.valueOf(e.getMessage()).split("\n", 2);
            stage.timeline().plain(message[message.length - 1]);
            throw new BrokenPromise("the real SDK is served: " + message[0]);
        }
        note("passed");
    }

    private void start(FiscoSdk kind) {
        try {
            SdkProgram program = kind.prepare(stage.timeline()::say);
            String address = at(kind).boundAt(kind == FiscoSdk.V3 ? DemoNode.WEBSOCKET : DemoNode.CHANNEL);
            Path certificates = stage.network().certificates().sdkFolder();
            running.put(kind, program.start(SdkLink.TLS, certificates, List.of(address), DemoSettings.SDK_PATIENCE));
        } catch (SdkUnavailableException e) {
            skip(kind, e);
        }
    }

    private void load(FiscoSdk kind) {
        SdkProcess sdk = running.get(kind);
        if (sdk == null) {
            return;
        }
        try {
            sdk.awaitLoaded();
        } catch (SdkUnavailableException e) {
            running.remove(kind);
            sdk.close();
            skip(kind, e);
        }
    }

    private void skip(FiscoSdk kind, SdkUnavailableException reason) {
        skipped.put(kind, "skipped, because " + reason.getMessage());
        stage.timeline().say("the " + kind + " is " + skipped.get(kind));
    }

    /** The report is about that of 3.x first. */
    private void note(String outcome) {
        StringJoiner text = new StringJoiner("; ");
        for (FiscoSdk kind : List.of(FiscoSdk.V3, FiscoSdk.V2)) {
            text.add(skipped.getOrDefault(kind, outcome) + " (" + kind.version() + ")");
        }
        stage.findings().sdk(text.toString());
    }

    private DemoNode at(FiscoSdk kind) {
        return stage.network().ring(kind == FiscoSdk.V3 ? 2 : 0);
    }

    private static String topic(FiscoSdk kind) {
        return "to SDK " + kind.version();
    }

    /** With our own applications, at the node two hops away. */
    private void exchange(FiscoSdk kind, SdkProcess sdk, MulticastAct multicast) {
        DemoNode node = at(kind);
        DemoNode far = stage.network().ring(kind == FiscoSdk.V3 ? 0 : 2);
        String topic = topic(kind);
        sdk.subscribe(topic);
        stage.signals()
                .await(
                        "the topic of the " + kind + " is known two hops away",
                        DemoSettings.PATIENCE,
                        () -> Listener.said("re:?", stage.unicast(far, topic, "?")));
        int before = sdk.heard(topic);
        int answered = 0;
        int asked = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            answered += Listener.said("re:hello " + i, stage.unicast(far, topic, "hello " + i)) ? 1 : 0;
            asked += sdk.unicast(UnicastAct.topic(far), "hello " + i).says(UnicastAct.answer(far)) ? 1 : 0;
        }
        stage.await(far + " tells all SDKs", far.amop().multicast(topic, Bytes.utf8("to all")));
        String told = "told by the " + kind;
        sdk.multicast(MulticastAct.TOPIC, told);
        stage.signals()
                .await(
                        "a multicast of the " + kind + " is heard once by every node",
                        DemoSettings.PATIENCE,
                        () -> multicast.allHeard(told));
        stage.signals()
                .await(
                        "the " + kind + " hears a multicast",
                        DemoSettings.PATIENCE,
                        () -> sdk.heard(topic) > before + QUESTIONS);
        int heard = sdk.heard(topic) - before - QUESTIONS;
        SdkAnswer nobody = sdk.unicast("nobody subscribes", "hello");
        ObjectNode findings = stage.findings().of("sdk").putObject(kind.version());
        findings.put("asked", QUESTIONS).put("answeredBySdk", answered).put("answeredToSdk", asked);
        findings.put("multicastsHeard", heard).put("nobodyCode", nobody.code());
        unless(
                answered == QUESTIONS && asked == QUESTIONS,
                "the " + kind + " answers and is answered: " + answered + " and " + asked + " of " + QUESTIONS);
        unless(heard == 1, "the " + kind + " hears a multicast once: it heard " + heard);
        int wanted = kind == FiscoSdk.V3 ? AmopCodes.NOBODY_3 : AmopCodes.NOBODY_2;
        unless(
                nobody.code() == wanted,
                "the " + kind + " is told " + wanted + " if nobody subscribes: it was told " + nobody.code());
        stage.timeline()
                .say("the " + kind + " at " + node + " answers " + answered + " and asks " + asked + " of "
                        + QUESTIONS + " over " + node.hopsTo(far.id()) + " hops, multicasts both ways once, code "
                        + nobody.code() + " if nobody subscribes");
    }

    /** One of our applications publishes privately to the SDK, whose signature of the challenge it judges. */
    private void privately(SdkProcess sdk, DemoNode far) {
        SubscriberKey key = SubscriberKey.fresh(stage.runtime());
        sdk.tell("subscribe-private", SdkProcess.base64(SECRETS), key.number().hex());
        PrivateTopic topic = stage.await(
                far + " publishes privately to an SDK",
                far.amop().publishPrivate(SECRETS, new Secp256k1Verifier(), List.of(key.publicKey())));
        stage.signals()
                .await(
                        "the SDK of 2.x proves that it holds the admitted key",
                        DemoSettings.PATIENCE,
                        () -> Listener.said(
                                "re:psst",
                                stage.await("a private message has one result", topic.publish(Bytes.utf8("psst")))));
        stage.findings().of("sdk").put("privateTopicProven", true);
        stage.timeline().say("the SDK of 2.x signs a challenge of " + far + " and answers on a private topic");
    }

    /** The two generations with each other, also while the node between them is dead. */
    void again() {
        SdkProcess two = running.get(FiscoSdk.V2);
        SdkProcess three = running.get(FiscoSdk.V3);
        if (two == null || three == null) {
            return;
        }
        stage.signals()
                .await(
                        "each SDK is known where the other one is",
                        DemoSettings.PATIENCE,
                        () -> two.unicast(topic(FiscoSdk.V3), "?").isAnswered()
                                && three.unicast(topic(FiscoSdk.V2), "?").isAnswered());
        int right = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            right += two.unicast(topic(FiscoSdk.V3), "from 2.x").says("re:from 2.x") ? 1 : 0;
            right += three.unicast(topic(FiscoSdk.V2), "from 3.x").says("re:from 3.x") ? 1 : 0;
        }
        int hops = at(FiscoSdk.V2).hopsTo(at(FiscoSdk.V3).id());
        stage.findings().of("sdk").put("acrossGenerationsOver" + hops + "Hops", right);
        unless(
                right == 2 * QUESTIONS,
                "the SDKs of 2.x and 3.x answer each other over " + hops + " hops: " + right + " of " + 2 * QUESTIONS);
        stage.timeline()
                .say("the SDKs of 2.x and 3.x ask each other over " + hops + " hops: " + right + " of " + 2 * QUESTIONS
                        + " answered");
    }

    @Override
    public void close() {
        running.values().forEach(SdkProcess::close);
    }
}
