package dev.gossip.fisco.sdk;

import dev.gossip.api.Cancellable;
import dev.gossip.api.Correlation;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Topic;
import dev.gossip.fisco.codec.body.TopicCertRequest;
import dev.gossip.fisco.codec.body.TopicVerdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks one SDK of 2.x whether the subscribers at a node may hear a private topic. A verdict names node and topic only, so of
 * each pair one question is open at a time.
 */
final class Verifications {

    private final SdkLink link;
    private final Duration timeout;
    private final Map<Subject, Deque<Question>> open = new HashMap<>();

    Verifications(SdkLink link, Duration timeout) {
        this.link = link;
        this.timeout = timeout;
    }

    CompletionStage<Boolean> ask(NodeId node, String topic, String challengeTopic) {
        Question question = new Question(new TopicCertRequest(node.hex(), topic, challengeTopic));
        Deque<Question> line = open.computeIfAbsent(question.subject(), subject -> new ArrayDeque<>());
        line.add(question);
        if (line.size() == 1) {
            put(question);
        }
        return question.answer;
    }

    private void put(Question question) {
        question.timer = link.context().control().schedule(timeout, () -> conclude(question.subject(), false));
        Message message = Message.of(Topic.NONE, question.body, MessageKind.REQUEST, Correlation.NONE);
        link.request(message, timeout).whenComplete((ack, failure) -> {
            Deque<Question> line = open.get(question.subject());
            if (failure != null && line != null && line.peek() == question) {
                conclude(question.subject(), false);
            }
        });
    }

    /** @return whether anybody had asked */
    boolean decided(TopicVerdict verdict) {
        return conclude(new Subject(verdict.nodeId(), verdict.topic()), verdict.accepted());
    }

    private boolean conclude(Subject subject, boolean accepted) {
        Deque<Question> line = open.get(subject);
        if (line == null) {
            return false;
        }
        Question first = line.remove();
        first.timer.cancel();
        if (line.isEmpty()) {
            open.remove(subject);
        } else {
            put(line.element());
        }
        first.answer.complete(accepted);
        return true;
    }

    /** The SDK is gone. */
    void close() {
        open.values()
                .forEach(line -> line.forEach(question -> {
                    question.timer.cancel();
                    question.answer.complete(false);
                }));
        open.clear();
    }

    private record Subject(String node, String topic) {}

    private static final class Question {
        private final TopicCertRequest body;
        private final CompletableFuture<Boolean> answer = new CompletableFuture<>();
        private Cancellable timer = () -> {};

        Question(TopicCertRequest body) {
            this.body = body;
        }

        Subject subject() {
            return new Subject(body.nodeId(), body.topic());
        }
    }
}
