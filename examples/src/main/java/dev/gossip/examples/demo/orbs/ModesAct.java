package dev.gossip.examples.demo.orbs;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.NodeId;
import dev.gossip.api.Recipients;
import dev.gossip.orbs.codec.OrbsTopic;
import java.util.List;
import java.util.function.Function;

/** Every node sends to all, to a list and to all but a list; whoever was meant hears it once, nobody else does. */
final class ModesAct {

    private static final String END = "end of modes";

    private final Stage stage;

    ModesAct(Stage stage) {
        this.stage = stage;
    }

    /** A way of addressing; the list holds the two nodes that follow the sender. */
    private record Mode(String name, Function<NodeId[], Recipients> recipients) {}

    private static final List<Mode> MODES = List.of(
            new Mode("broadcast", list -> Recipients.ALL),
            new Mode("list", Recipients::only),
            new Mode("allBut", Recipients::allBut));

    void play(List<DemoNode> members) {
        for (DemoNode sender : members) {
            for (Mode mode : MODES) {
                send(sender, recipients(mode, sender, members), title(mode, sender));
            }
            // Links and topics keep the order, so whoever hears this has heard everything before it.
            send(sender, Recipients.ALL, END);
        }
        stage.signals()
                .await(
                        "every node hears the end from every other one",
                        DemoSettings.PATIENCE,
                        () -> members.stream().allMatch(node -> node.inbox().count(END) == members.size() - 1));
        MODES.forEach(mode -> measure(mode, members));
    }

    private void measure(Mode mode, List<DemoNode> members) {
        int wanted = 0;
        int delivered = 0;
        int others = 0;
        for (DemoNode sender : members) {
            Recipients recipients = recipients(mode, sender, members);
            for (DemoNode node : members) {
                int heard = node.inbox().count(title(mode, sender));
                boolean meant = node != sender && recipients.include(node.id());
                wanted += meant ? 1 : 0;
                delivered += meant ? heard : 0;
                others += meant ? 0 : heard;
            }
        }
        ObjectNode findings = stage.findings().of("modes").putObject(mode.name());
        findings.put("sent", members.size());
        findings.put("expected", wanted).put("delivered", delivered).put("deliveredToOthers", others);
        unless(
                delivered == wanted && others == 0,
                mode.name() + " reaches whom it names, once: " + delivered + " deliveries instead of " + wanted + ", "
                        + others + " to others");
        stage.timeline()
                .say(mode.name() + ": " + members.size() + " sent, " + delivered
                        + " delivered, each once, none to anybody else");
    }

    private static Recipients recipients(Mode mode, DemoNode sender, List<DemoNode> members) {
        int place = members.indexOf(sender);
        return mode.recipients().apply(new NodeId[] {
            members.get((place + 1) % members.size()).id(),
            members.get((place + 2) % members.size()).id()
        });
    }

    private static String title(Mode mode, DemoNode sender) {
        return mode.name() + " from " + sender;
    }

    private static void send(DemoNode sender, Recipients recipients, String title) {
        sender.send(OrbsTopic.TRANSACTION_RELAY, 1, recipients, title);
    }
}
