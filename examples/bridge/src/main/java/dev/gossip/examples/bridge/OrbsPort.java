package dev.gossip.examples.bridge;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.Recipients;
import dev.gossip.api.SendResult;
import dev.gossip.orbs.codec.OrbsMessage;
import dev.gossip.orbs.codec.OrbsPeer;
import dev.gossip.orbs.codec.OrbsSubscription;
import dev.gossip.orbs.codec.OrbsTopic;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One message type of an Orbs topic, to and from all nodes of the virtual chain. Who said something is known with mutual TLS
 * only, and not for messages large enough to be forwarded by others. The payloads of one message are relayed as one, and
 * what is said has one payload.
 */
public final class OrbsPort implements BridgePort {

    private final OrbsPeer peer;
    private final OrbsTopic topic;
    private final int type;
    private final int maxPayload;
    private volatile @Nullable OrbsSubscription subscription;

    private OrbsPort(OrbsPeer peer, OrbsTopic topic, int type, int maxPayload) {
        this.peer = peer;
        this.topic = topic;
        this.type = type;
        this.maxPayload = maxPayload;
    }

    /**
     * @param maxPayload no more than the peer's {@code maxContentBytes}
     * @throws GossipException if the topic has no such type
     */
    public static OrbsPort of(OrbsPeer peer, OrbsTopic topic, int type, int maxPayload) {
        if (!topic.hasType(type)) {
            throw new GossipException("the Orbs topic " + topic + " has no messages of type " + type);
        }
        return new OrbsPort(peer, topic, type, maxPayload);
    }

    @Override
    public String name() {
        return "orbs";
    }

    @Override
    public int maxPayload() {
        return maxPayload;
    }

    @Override
    public CompletionStage<?> open(Listener listener) {
        OrbsSubscription opened =
                peer.subscribe(topic, "bridge of " + topic + " " + type, message -> hear(message, listener));
        subscription = opened;
        return opened.hasReplaced()
                ? CompletableFuture.failedFuture(new GossipException("two bridges listen to type " + type + " of "
                        + topic + " on one Orbs peer; join their routes into one"))
                : CompletableFuture.completedFuture(null);
    }

    private void hear(OrbsMessage message, Listener listener) {
        if (message.type() == type) {
            Bytes payload = Bytes.concat(message.payloads());
            listener.accept(Heard.node(payload, message.from().id()));
        }
    }

    @Override
    public CompletionStage<Integer> say(Bytes payload) {
        int accepted = 0;
        for (SendResult result :
                peer.send(topic, type, Recipients.ALL, List.of(payload)).values()) {
            accepted += result == SendResult.ACCEPTED ? 1 : 0;
        }
        return CompletableFuture.completedFuture(accepted);
    }

    @Override
    public void close() {
        OrbsSubscription opened = subscription;
        if (opened != null) {
            opened.close();
        }
    }
}
