package dev.gossip.examples.bridge.demo;

import dev.gossip.api.Bytes;
import dev.gossip.api.Recipients;
import dev.gossip.orbs.codec.OrbsPeer;
import java.util.List;

/** A service on an Orbs node of its own. */
final class OrbsParticipant implements Participant {

    private final OrbsPeer peer;
    private final Inbox inbox = new Inbox();

    OrbsParticipant(OrbsPeer peer) {
        this.peer = peer;
        peer.subscribe(Names.ORBS_TOPIC, "orders", message -> inbox.add(Bytes.concat(message.payloads())));
    }

    @Override
    public String network() {
        return Names.ORBS;
    }

    @Override
    public String title() {
        return "service of an Orbs node";
    }

    @Override
    public void say(String text) {
        peer.send(Names.ORBS_TOPIC, Names.ORBS_TYPE, Recipients.ALL, List.of(Bytes.utf8(text)));
    }

    @Override
    public int heard(String text) {
        return inbox.count(Bytes.utf8(text));
    }

    @Override
    public boolean hearsItself() {
        return false;
    }

    /** Its node is closed by whoever started it. */
    @Override
    public void close() {}
}
