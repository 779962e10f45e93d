package dev.gossip.fisco.sdk;

import dev.gossip.amop.AmopClient;
import dev.gossip.amop.AmopDelivery;
import dev.gossip.amop.AmopReply;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.fisco.codec.body.AmopSeq;
import dev.gossip.fisco.codec.body.TopicVerdict;
import dev.gossip.fisco.codec.link.TextSeqs;
import dev.gossip.fisco.limit.LimitDrops;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongPredicate;

/**
 * An SDK as AMOP's engine sees it. Requests to it are numbered anew: under the publisher's number an SDK that hears its own
 * request would take it for the answer. Multicasts keep their number, by which copies are told.
 */
final class SdkClient implements AmopClient {

    private static final int SEQ_LENGTH = 32;
    private static final AmopReply HANDED_OVER = AmopReply.of(Bytes.empty());

    private final SdkLink link;
    private final Duration timeout;
    private final Verifications verifications;
    private final LongPredicate budget;
    private final RecentSeqs multicasts = new RecentSeqs();

    /** @param budget says whether so many bytes may be published now, and takes them if so */
    SdkClient(SdkLink link, Duration timeout, Verifications verifications, LongPredicate budget) {
        this.link = link;
        this.timeout = timeout;
        this.verifications = verifications;
        this.budget = budget;
    }

    @Override
    public CompletionStage<AmopReply> receive(AmopDelivery delivery) {
        return delivery.multicast() ? tell(delivery) : ask(delivery);
    }

    private CompletionStage<AmopReply> tell(AmopDelivery delivery) {
        Optional<String> seq = delivery.attributes().get(AmopSeq.KEY);
        if (seq.isPresent() && !multicasts.add(seq.get())) {
            return CompletableFuture.completedStage(HANDED_OVER);
        }
        // SDKs of 3.x may number as they like, those of 2.x know numbers of 32 characters only.
        Correlation correlation = seq.filter(text -> text.length() == SEQ_LENGTH)
                .map(TextSeqs::of)
                .orElse(Correlation.NONE);
        SendResult result = link.send(message(delivery, MessageKind.ONE_WAY, correlation));
        return result == SendResult.ACCEPTED
                ? CompletableFuture.completedStage(HANDED_OVER)
                : CompletableFuture.failedStage(new GossipException("the SDK's link is " + result));
    }

    private CompletionStage<AmopReply> ask(AmopDelivery delivery) {
        return link.request(message(delivery, MessageKind.REQUEST, Correlation.NONE), timeout)
                .thenApply(answer -> reply(answer, delivery.attributes()));
    }

    private static Message message(AmopDelivery delivery, MessageKind kind, Correlation correlation) {
        return Message.of(Topic.named(delivery.topic()), Opaque.of(delivery.data()), kind, correlation);
    }

    /** The answer goes back under the number that the publisher knows. */
    private static AmopReply reply(Delivery answer, Attributes asked) {
        if (answer.message().body() instanceof Opaque data) {
            Attributes attributes = asked.get(AmopSeq.KEY)
                    .map(seq -> Attributes.empty().with(AmopSeq.KEY, seq))
                    .orElse(Attributes.empty());
            return new AmopReply(data.joined(), attributes);
        }
        throw new GossipException("the SDK answered by " + answer.message().body());
    }

    @Override
    public boolean mayPublish(long bytes) {
        boolean may = budget.test(bytes);
        if (!may) {
            link.dropped(
                    LimitDrops.SDK_BANDWIDTH,
                    "a message of " + bytes + " bytes (limits publishing.perSdk and publishing.total)");
        }
        return may;
    }

    @Override
    public CompletionStage<Boolean> verify(NodeId node, String topic, String challengeTopic) {
        return verifications.ask(node, topic, challengeTopic);
    }

    boolean decided(TopicVerdict verdict) {
        return verifications.decided(verdict);
    }

    void close() {
        verifications.close();
    }
}
