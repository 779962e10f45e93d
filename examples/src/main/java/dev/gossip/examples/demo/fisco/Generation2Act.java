package dev.gossip.examples.demo.fisco;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.amop.AmopResult;
import dev.gossip.api.Bytes;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.examples.demo.fisco.Findings.Promise;
import dev.gossip.fisco.codec.amop.AmopCodes;
import dev.gossip.fisco.codec.channel.ChannelFrame;
import dev.gossip.fisco.codec.channel.TopicBlock;
import dev.gossip.spi.protocol.MalformedException;

/** Generation 2, from a client's frames over a node's channel endpoint to a subscriber at its neighbour, and code 100. */
final class Generation2Act {

    private static final String NOBODY = "nobody subscribes";

    private final Stage stage;

    Generation2Act(Stage stage) {
        this.stage = stage;
    }

    void play() {
        DemoNode near = stage.network().pair(0);
        DemoNode far = stage.network().pair(1);
        AmopResult between = stage.unicast(near, UnicastAct.topic(far), "hello");
        unless(
                Listener.said(UnicastAct.answer(far), between),
                far + " answers " + near + " over a link of generation 2: " + between);
        String address = near.boundAt(DemoNode.CHANNEL);
        try (ChannelClient client =
                new ChannelClient(stage.network().certificates().channel("client"), address)) {
            String version = client.call(
                            ChannelFrame.HANDSHAKE,
                            Bytes.utf8("{\"maximumSupport\":3,\"minimumSupport\":1,\"clientType\":\"demonstration\"}"))
                    .data()
                    .utf8();
            ChannelFrame answer = client.ask(UnicastAct.topic(far), "hello");
            unless(
                    answer.result() == 0 && text(answer).equals(UnicastAct.answer(far)),
                    "a client of 2.x at " + near + " is answered by " + far + ": result " + answer.result());
            stage.timeline()
                    .say("a client of 2.x shakes hands with " + near + " (" + version.strip() + ") and is answered by "
                            + far + ", linked with it by generation 2");
            int code = client.ask(NOBODY, "hello").result();
            stage.findings().of("generation2").put("nobodyCode", code);
            unless(code == AmopCodes.NOBODY_2, "a topic without subscribers is answered by 100: it was " + code);
        }
        AmopResult nobody = stage.unicast(near, NOBODY, "hello");
        unless(
                nobody instanceof AmopResult.Failed failed && failed.failure().reason() == Reason.NO_SUBSCRIBER,
                "an application is told that nobody subscribes: " + nobody);
        stage.findings().kept(Promise.ERROR_100);
        stage.timeline().say("nobody subscribes: code 100 on its wire, NO_SUBSCRIBER for an application");
    }

    private static String text(ChannelFrame frame) {
        try {
            return TopicBlock.decode(frame.data()).data().utf8();
        } catch (MalformedException e) {
            return e.toString();
        }
    }
}
