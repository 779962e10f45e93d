package dev.gossip.examples.bridge.demo;

import dev.gossip.amop.AmopHandler;
import dev.gossip.api.Bytes;
import dev.gossip.fisco.FiscoPeer;

/** An application on a FISCO BCOS node of its own. */
final class AmopParticipant implements Participant {

    private final FiscoPeer peer;
    private final Inbox inbox = new Inbox();

    AmopParticipant(FiscoPeer peer) {
        this.peer = peer;
        peer.amop().subscribe(Names.AMOP_TOPIC, AmopHandler.of(delivery -> {
            inbox.add(delivery.data());
            return Bytes.empty();
        }));
    }

    @Override
    public String network() {
        return Names.FISCO;
    }

    @Override
    public String title() {
        return "AMOP subscriber on a FISCO BCOS node";
    }

    @Override
    public void say(String text) {
        peer.amop().multicast(Names.AMOP_TOPIC, Bytes.utf8(text));
    }

    @Override
    public int heard(String text) {
        return inbox.count(Bytes.utf8(text));
    }

    @Override
    public boolean hearsItself() {
        return true;
    }

    /** Its node is closed by whoever started it. */
    @Override
    public void close() {}
}
