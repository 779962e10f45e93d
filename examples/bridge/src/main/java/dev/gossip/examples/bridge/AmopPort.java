package dev.gossip.examples.bridge;

import dev.gossip.amop.Amop;
import dev.gossip.amop.AmopClient;
import dev.gossip.amop.AmopDelivery;
import dev.gossip.amop.AmopReply;
import dev.gossip.amop.AmopSession;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An AMOP topic of FISCO BCOS, by multicast both ways. Other nodes are known by the id of the node that a message comes from,
 * which also stands for the SDKs at that node. A unicast expects a reply, which no other system has: it is refused, so that the
 * next subscriber is asked.
 */
public final class AmopPort implements BridgePort {

    /** Stays within the node, which is all that is needed to know our own words again. */
    private static final Attributes.Key<AmopPort> SPEAKER = new Attributes.Key<>("bridge.speaker", AmopPort.class);

    private final Amop amop;
    private final String topic;
    private final int maxPayload;
    private volatile @Nullable AmopSession session;

    private AmopPort(Amop amop, String topic, int maxPayload) {
        this.amop = amop;
        this.topic = topic;
        this.maxPayload = maxPayload;
    }

    /** @param maxPayload {@code dataBytes} of the node's {@code AmopLimits}, or less if its SDKs take less */
    public static AmopPort of(Amop amop, String topic, int maxPayload) {
        return new AmopPort(amop, topic, maxPayload);
    }

    @Override
    public String name() {
        return "fisco";
    }

    @Override
    public int maxPayload() {
        return maxPayload;
    }

    @Override
    public CompletionStage<?> open(Listener listener) {
        AmopSession opened = amop.open(new Client(listener));
        session = opened;
        return opened.topics(List.of(topic)).thenAccept(refused -> {
            if (!refused.isEmpty()) {
                throw new GossipException("AMOP refuses the topic '" + topic
                        + "': it has 1 to 254 bytes and no control characters, and a node bounds how many there are");
            }
        });
    }

    @Override
    public CompletionStage<Integer> say(Bytes payload) {
        AmopSession opened = session;
        return opened == null
                ? CompletableFuture.failedFuture(new GossipException("the port is not open"))
                : opened.multicast(topic, payload, Attributes.empty().with(SPEAKER, this))
                        // One of the subscribers are we.
                        .thenApply(handed -> Math.max(0, handed - 1));
    }

    @Override
    public void close() {
        AmopSession opened = session;
        if (opened != null) {
            opened.close();
        }
    }

    private final class Client implements AmopClient {

        private final Listener listener;

        Client(Listener listener) {
            this.listener = listener;
        }

        @Override
        public CompletionStage<AmopReply> receive(AmopDelivery delivery) {
            if (!delivery.multicast()) {
                listener.dropped(BridgeReasons.REPLY_EXPECTED);
                return CompletableFuture.failedFuture(new GossipException("a bridge cannot reply"));
            }
            listener.accept(heard(delivery));
            return CompletableFuture.completedFuture(AmopReply.of(Bytes.empty()));
        }

        private Heard heard(AmopDelivery delivery) {
            Bytes payload = delivery.data();
            if (delivery.from().isPresent()) {
                return Heard.node(payload, delivery.from());
            }
            return delivery.attributes()
                            .get(SPEAKER)
                            .filter(AmopPort.this::equals)
                            .isPresent()
                    ? Heard.ourselves(payload)
                    : Heard.ourClient(payload);
        }
    }
}
