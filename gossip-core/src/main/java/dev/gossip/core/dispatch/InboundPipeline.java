package dev.gossip.core.dispatch;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.Sealed;
import dev.gossip.api.body.EnvelopeCarrier;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.lane.OrderedTasks;
import dev.gossip.core.link.InboundCharge;
import dev.gossip.core.link.Link;
import dev.gossip.core.observe.Reporter;
import dev.gossip.core.store.MessageStore.Standing;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * From frames of one link to messages in arrival order: open, cheap checks, verify and read on the worker pool in parallel,
 * hand over in order. What fails is dropped and counted; only what makes the link useless closes it.
 */
final class InboundPipeline {

    private final Endpoint endpoint;
    private final Link link;
    private final EnvelopeJudge judge;
    private final Reporter reporter;
    private final Consumer<Inbound> next;
    private final OrderedTasks tasks;

    InboundPipeline(Endpoint endpoint, Link link, EnvelopeJudge judge, Reporter reporter, Consumer<Inbound> next) {
        this.endpoint = endpoint;
        this.link = link;
        this.judge = judge;
        this.reporter = reporter;
        this.next = next;
        this.tasks = new OrderedTasks(endpoint.setup().runtime().workers());
    }

    /** Takes one frame; called in the link's serial order. */
    void frame(Bytes frame, InboundCharge charge) {
        LinkPeer from = link.peer();
        try {
            Sealed sealed = endpoint.spoken().codec().open(frame, from);
            Optional<MessageId> news = newsId(sealed, from);
            if (news.isPresent()) {
                take(new Arrived(sealed, news.get(), from, charge));
                return;
            }
        } catch (MalformedException e) {
            malformed(from, e);
        } catch (RuntimeException | Error e) {
            failed(from, e);
        }
        charge.release();
    }

    /** What needs no signature check is not worth the way to another thread; it still waits for what came before. */
    private void take(Arrived arrived) throws MalformedException {
        boolean taken = true;
        if (endpoint.spoken().signing().mustVerify(arrived.sealed)) {
            taken = tasks.submit(() -> verified(arrived));
        } else {
            Message read = endpoint.spoken().codec().read(arrived.sealed, arrived.from);
            if (read.body() instanceof EnvelopeCarrier) {
                taken = tasks.submit(() -> guarded(arrived, () -> judged(arrived, read)));
            } else {
                tasks.conclude(handOver(arrived, read));
            }
        }
        if (!taken) {
            arrived.charge.release();
        }
    }

    /** The id of a statement that is neither superseded nor seen. What is superseded is not worth hashing. */
    private Optional<MessageId> newsId(Sealed sealed, LinkPeer from) {
        Standing standing = endpoint.store().standing(sealed);
        if (standing == Standing.SUPERSEDED) {
            reporter.dropped(from, DropReason.SUPERSEDED, "a newer statement is held");
            return Optional.empty();
        }
        MessageId id = endpoint.spoken().codec().idOf(sealed);
        boolean seen = endpoint.seen().isKnown(id, from.id());
        if (standing == Standing.DUPLICATE || seen) {
            reporter.dropped(from, DropReason.DUPLICATE, "a copy came before");
            return Optional.empty();
        }
        return Optional.of(id);
    }

    /** On a worker. @return what to do in arrival order */
    private Runnable verified(Arrived arrived) {
        return guarded(arrived, () -> {
            Verification verification = judge.verify(arrived.sealed);
            if (!verification.isValid()) {
                reporter.dropped(arrived.from, verification.dropReason(), verification.detail());
                return arrived.charge::release;
            }
            return judged(arrived, endpoint.spoken().codec().read(arrived.sealed, arrived.from));
        });
    }

    private Runnable judged(Arrived arrived, Message read) {
        EnvelopeJudge.Result nested = judge.judgeNested(read);
        for (int i = 0; i < nested.leftOut(); i++) {
            reporter.dropped(arrived.from, nested.reason(), nested.detail());
        }
        return nested.message().map(message -> handOver(arrived, message)).orElse(arrived.charge::release);
    }

    private Runnable handOver(Arrived arrived, Message message) {
        Envelope envelope = new Envelope(message, arrived.sealed, arrived.id);
        Inbound inbound =
                new Inbound(endpoint, link, arrived.from, envelope, judge.proof(arrived.sealed), arrived.charge);
        return () -> next.accept(inbound);
    }

    private Runnable guarded(Arrived arrived, Step step) {
        try {
            return step.run();
        } catch (MalformedException e) {
            malformed(arrived.from, e);
        } catch (RuntimeException | Error e) {
            failed(arrived.from, e);
        }
        return arrived.charge::release;
    }

    private void failed(LinkPeer from, Throwable failure) {
        reporter.dropped(from, DropReason.HANDLER_FAILED, "the protocol failed on a frame: " + failure);
    }

    private void malformed(LinkPeer from, MalformedException problem) {
        if (problem.isFatal()) {
            link.refuse(problem.reason(), problem.getMessage());
        } else {
            reporter.dropped(from, problem.reason(), problem.getMessage());
        }
    }

    /** A statement that is news as far as cheap checks can tell. */
    private record Arrived(Sealed sealed, MessageId id, LinkPeer from, InboundCharge charge) {}

    private interface Step {
        Runnable run() throws MalformedException;
    }
}
