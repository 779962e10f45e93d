package dev.gossip.core.dispatch;

import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.OriginProof;
import dev.gossip.api.Sealed;
import dev.gossip.api.body.EnvelopeCarrier;
import dev.gossip.api.body.EnvelopeCarrier.ElementRule;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.core.store.MessageStore.Standing;
import dev.gossip.spi.crypto.Verification;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks who said a statement, and who said the statements that it repeats. Runs on worker threads, several at once. Cheap
 * checks come first: what is known to be old is never verified.
 */
final class EnvelopeJudge {

    private final Endpoint endpoint;
    private final MetricsSink.Timer verifyTime;

    EnvelopeJudge(Endpoint endpoint, MetricsSink metrics) {
        this.endpoint = endpoint;
        this.verifyTime = metrics.timer("gossip.verify.time", "endpoint", endpoint.name());
    }

    /** The outcome for a statement, by itself or repeated by others; each is measured once as long as it is remembered. */
    Verification verify(Sealed sealed) {
        if (!endpoint.spoken().signing().mustVerify(sealed)) {
            return Verification.VALID;
        }
        Optional<Verification> remembered = endpoint.verdicts().find(sealed);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        Verification fresh = measured(sealed);
        endpoint.verdicts().remember(sealed, fresh);
        return fresh;
    }

    private Verification measured(Sealed sealed) {
        long start = endpoint.setup().runtime().time().nanoTime();
        Verification verification = endpoint.spoken().verify(sealed);
        verifyTime.record(endpoint.setup().runtime().time().nanoTime() - start);
        return verification;
    }

    /** What is proven about the origin of a statement whose verification succeeded. */
    OriginProof proof(Sealed sealed) {
        if (endpoint.spoken().signing().mustVerify(sealed)) {
            return OriginProof.PROVEN;
        }
        return sealed.origin().isPresent() ? OriginProof.CLAIMED : OriginProof.ABSENT;
    }

    /**
     * Verifies repeated statements; the result holds only authentic ones, or says why the body is worthless. What is
     * superseded is left out unseen. What is known already stays in: a handler may have given it up meanwhile, and its
     * verdict is remembered.
     */
    Result judgeNested(Message message) {
        if (!(message.body() instanceof EnvelopeCarrier carrier)) {
            return new Result(Optional.of(message), DropReason.REJECTED, "", 0);
        }
        ElementRule rule = carrier.elementRule();
        Map<Envelope, Boolean> keep = new IdentityHashMap<>();
        int leftOut = 0;
        boolean ended = false;
        Verification firstBad = Verification.VALID;
        for (Envelope element : carrier.envelopes()) {
            boolean old =
                    rule != ElementRule.REQUIRED && endpoint.store().standing(element.sealed()) == Standing.SUPERSEDED;
            Verification verification = ended || old ? Verification.VALID : verify(element.sealed());
            boolean good = !ended && !old && verification.isValid();
            keep.put(element, good);
            leftOut += good || old ? 0 : 1;
            if (!verification.isValid()) {
                firstBad = firstBad.isValid() ? verification : firstBad;
                ended = rule != ElementRule.OPTIONAL;
            }
        }
        if (rule == ElementRule.REQUIRED && !firstBad.isValid()) {
            return new Result(Optional.empty(), firstBad.dropReason(), firstBad.detail(), leftOut);
        }
        Message judged = message.withBody(
                carrier.map(element -> keep.getOrDefault(element, false) ? Optional.of(element) : Optional.empty()));
        return new Result(Optional.of(judged), firstBad.dropReason(), firstBad.detail(), leftOut);
    }

    /**
     * The outcome for a body that repeats statements.
     *
     * @param message absent if the whole body is dropped
     * @param reason why elements or the body were dropped
     * @param leftOut elements dropped because they were not authentic
     */
    record Result(Optional<Message> message, DropReason reason, String detail, int leftOut) {}
}
