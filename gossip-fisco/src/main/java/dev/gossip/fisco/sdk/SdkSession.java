package dev.gossip.fisco.sdk;

import dev.gossip.amop.AmopRefusedException;
import dev.gossip.amop.AmopResult;
import dev.gossip.amop.AmopSession;
import dev.gossip.api.Attributes;
import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.body.AmopSeq;
import dev.gossip.fisco.codec.body.BlockNotify;
import dev.gossip.fisco.codec.body.TopicVerdict;
import dev.gossip.fisco.codec.link.TextSeqs;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One SDK that is connected: what it subscribes to, and what it publishes. */
final class SdkSession {

    private static final String BLOCKS = "_block_notify_";

    private final SdkLink link;
    private final SdkGeneration generation;
    private final SdkClient client;
    private final AmopSession amop;
    private final int maxTopics;
    /** Those that are not refused. Replaced on the lane, read by any thread. */
    private volatile Set<String> topics = Set.of();

    SdkSession(SdkLink link, SdkGeneration generation, SdkClient client, AmopSession amop, int maxTopics) {
        this.link = link;
        this.generation = generation;
        this.client = client;
        this.amop = amop;
        this.maxTopics = maxTopics;
    }

    SdkGeneration generation() {
        return generation;
    }

    int topicCount() {
        return topics.size();
    }

    /** The whole list, which replaces the one before; topics that are refused are counted. */
    void subscribed(Delivery delivery, List<String> all) {
        amop.topics(all).whenComplete((refused, failure) -> {
            if (failure != null) {
                drop(delivery, SdkDrops.TOPICS_REFUSED, String.valueOf(failure.getMessage()));
                return;
            }
            topics = all.stream()
                    .filter(topic -> !refused.contains(topic))
                    .distinct()
                    .limit(maxTopics)
                    .collect(Collectors.toUnmodifiableSet());
            if (!refused.isEmpty()) {
                drop(delivery, SdkDrops.TOPICS_REFUSED, "at least " + refused.size() + " topics of its list");
            }
        });
    }

    void publish(Delivery delivery, Opaque body) {
        Message message = delivery.message();
        String topic = message.topic().name();
        Attributes attributes = message.correlation().isNone()
                ? Attributes.empty()
                : Attributes.empty().with(AmopSeq.KEY, TextSeqs.text(message.correlation()));
        if (message.kind() == MessageKind.REQUEST) {
            amop.publish(topic, body.joined(), attributes).thenAccept(result -> answer(delivery, result));
            return;
        }
        amop.multicast(topic, body.joined(), attributes).whenComplete((nodes, failure) -> {
            if (generation == SdkGeneration.TWO && !message.correlation().isNone()) {
                acknowledge(delivery, body, failure);
            }
        });
    }

    private void acknowledge(Delivery delivery, Opaque body, @Nullable Throwable failure) {
        if (failure == null) {
            reply(delivery, MessageKind.RESPONSE, body);
        } else {
            reply(
                    delivery,
                    MessageKind.ERROR,
                    failure instanceof AmopRefusedException refused
                            ? refused.failure()
                            : new AmopFailure(Reason.FAILED, String.valueOf(failure.getMessage())));
        }
    }

    private void answer(Delivery delivery, AmopResult result) {
        if (result instanceof AmopResult.Failed failed) {
            reply(delivery, MessageKind.ERROR, failed.failure());
            return;
        }
        Opaque answer = Opaque.of(((AmopResult.Answered) result).reply().data());
        if (reply(delivery, MessageKind.RESPONSE, answer) == SendResult.TOO_LARGE) {
            reply(delivery, MessageKind.ERROR, new AmopFailure(Reason.TOO_LARGE, "the reply is too large"));
        }
    }

    private SendResult reply(Delivery delivery, MessageKind kind, Body body) {
        try {
            SendResult result = delivery.reply(kind, body);
            if (result != SendResult.ACCEPTED) {
                drop(delivery, SdkDrops.ANSWER_NOT_SENT, "an answer of " + body.bodyName() + ": " + result);
            }
            return result;
        } catch (GossipException e) {
            drop(delivery, DropReason.REJECTED, String.valueOf(e.getMessage()));
            return SendResult.TOO_LARGE;
        }
    }

    /** @return whether the node had asked for it */
    boolean decided(TopicVerdict verdict) {
        return client.decided(verdict);
    }

    /** SDKs of 2.x say of which groups they want to hear; those of 3.x are told of all. */
    void block(BlockNotify notice) {
        boolean numbered = notice.group().matches("[1-9][0-9]{0,8}");
        if (generation == SdkGeneration.THREE || numbered && topics.contains(BLOCKS + notice.group())) {
            link.send(Message.of(Topic.NONE, notice));
        }
    }

    private void drop(Delivery delivery, DropReason reason, String detail) {
        link.context().dropped(delivery.from(), reason, detail);
    }

    void close() {
        client.close();
        amop.close();
    }
}
