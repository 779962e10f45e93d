package dev.gossip.state.status;

import dev.gossip.api.Body;
import dev.gossip.api.body.TopicList;
import dev.gossip.api.body.TopicSequence;
import dev.gossip.api.body.TopicsRequest;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * The three bodies of one kind of status: the announced number, the question and the answer.
 *
 * @param announcement makes the body that announces a number
 * @param announced reads the number that was announced
 * @param question asks for the status
 * @param told reads the number of a status; empty where it carries none and counts as what was asked for
 */
public record StatusBodies<A extends Body, Q extends Body, T extends Body>(
        Class<A> announcementType,
        LongFunction<A> announcement,
        ToLongFunction<A> announced,
        Class<Q> questionType,
        Q question,
        Class<T> statusType,
        Function<T, OptionalLong> told) {

    /** Topics of nodes. */
    public static final StatusBodies<TopicSequence, TopicsRequest, TopicList> TOPICS = new StatusBodies<>(
            TopicSequence.class,
            TopicSequence::new,
            TopicSequence::sequence,
            TopicsRequest.class,
            new TopicsRequest(),
            TopicList.class,
            list -> OptionalLong.of(list.sequence()));
}
