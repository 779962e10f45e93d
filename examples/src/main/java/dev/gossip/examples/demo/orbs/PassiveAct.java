package dev.gossip.examples.demo.orbs;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.api.Recipients;
import dev.gossip.orbs.codec.OrbsTopic;
import java.util.List;

/** A node that does not count itself among the network dials nobody and serves whoever dials it. */
final class PassiveAct {

    private static final String TITLE = "for the passive node";

    private final Stage stage;

    PassiveAct(Stage stage) {
        this.stage = stage;
    }

    void play(List<DemoNode> members) {
        DemoNode passive = members.get(members.size() - 1);
        List<DemoNode> others = members.subList(0, members.size() - 1);
        passive.topology(others);
        stage.signals()
                .await(
                        passive + " gives its own links up",
                        DemoSettings.PATIENCE,
                        () -> others.stream().noneMatch(passive::isLinkedTo));
        int own = passive.send(OrbsTopic.LEAN_HELIX, 0, Recipients.ALL, "from the passive node")
                .size();
        others.forEach(node -> node.send(OrbsTopic.LEAN_HELIX, 0, Recipients.only(passive.id()), TITLE));
        stage.signals()
                .await(
                        passive + " hears everybody",
                        DemoSettings.PATIENCE,
                        () -> passive.inbox().count(TITLE) >= others.size());
        int heard = passive.inbox().count(TITLE);
        stage.findings().of("passive").put("recipientsOfItsOwn", own).put("heard", heard);
        unless(heard == others.size(), passive + " hears everybody once: " + heard + " messages came");
        unless(own == 0, passive + " sends to nobody: " + own + " recipients were found");
        stage.timeline().say(passive + " is passive now: it dials nobody and still hears all " + heard + " others");
    }
}
