package dev.gossip.examples.bridge.demo;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipNode;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.body.Opaque;

/** A service on a node of its own that speaks Fabric's protocol and has joined the channel. */
final class ChannelParticipant implements Participant {

    private final GossipNode node;
    private final Inbox inbox = new Inbox();

    ChannelParticipant(GossipNode node) {
        this.node = node;
        node.subscribe(
                Names.CHANNEL_TOPIC,
                MessageHandler.accepting(
                        delivery -> inbox.add(((Opaque) delivery.message().body()).joined())));
    }

    @Override
    public String network() {
        return Names.FABRIC;
    }

    @Override
    public String title() {
        return "service in a channel of Fabric's protocol";
    }

    @Override
    public void say(String text) {
        node.publish(Names.CHANNEL_TOPIC, Bytes.utf8(text));
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
