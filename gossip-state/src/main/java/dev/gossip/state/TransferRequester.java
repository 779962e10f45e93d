package dev.gossip.state;

import dev.gossip.api.Delivery;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.ItemRangeRequest;
import dev.gossip.api.body.ItemRangeResponse;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.observe.DropReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Catches up with peers that hold more, range by range. Other than Fabric's gossip protocol, it asks only peers that hold
 * what it asks for, never for more than {@code batchSize} items, and turns to another peer for each retry. A peer that
 * boasts of a height therefore costs sends, but cannot keep us from asking others.
 */
final class TransferRequester {

    private final ChannelContext context;
    private final TransferConfig config;
    private final PayloadBuffer buffer;
    private final Intake intake;
    private boolean active;
    private boolean waitingForRoom;

    TransferRequester(ChannelContext context, PayloadBuffer buffer, Intake intake) {
        this.context = context;
        this.config = context.config().transfer();
        this.buffer = buffer;
        this.intake = intake;
    }

    /** Starts catching up if a peer holds more than we do. */
    void check() {
        if (config.enabled() && !active) {
            nextRange();
        }
    }

    /** The buffer has room for one more item. */
    void onCommitted() {
        if (waitingForRoom) {
            waitingForRoom = false;
            nextRange();
        }
    }

    private void nextRange() {
        long first = buffer.firstMissing();
        active = buffer.halted().isEmpty() && !holders(first).isEmpty();
        if (!active) {
            return;
        }
        waitingForRoom = first + config.batchSize() - buffer.height() > buffer.window(Source.TRANSFER);
        if (!waitingForRoom) {
            send(new Attempts(nonce()));
        }
    }

    private void send(Attempts attempts) {
        long first = buffer.firstMissing();
        List<Peer> holders = holders(first);
        if (holders.isEmpty() || buffer.halted().isPresent()) {
            active = false;
            return;
        }
        Peer target = attempts.choose(holders);
        long held = heightOf(target) - first;
        boolean enough = Long.compareUnsigned(held, config.batchSize()) >= 0;
        long last = first + (enough ? config.batchSize() : held) - 1;
        context.request(target.id(), new ItemRangeRequest(first, last), attempts.nonce, config.responseTimeout())
                .thenCompose(delivery -> receive(delivery, first, last))
                .exceptionally(failure -> {
                    context.failed("range-request");
                    return false;
                })
                .thenAccept(good -> {
                    if (good && buffer.firstMissing() != first) {
                        nextRange();
                    } else if (attempts.made <= config.maxRetries()) {
                        send(attempts);
                    } else {
                        active = false;
                    }
                });
    }

    /** Takes the items of a response. @return whether none of them was bad */
    private CompletionStage<Boolean> receive(Delivery response, long first, long last) {
        LinkPeer from = response.from();
        if (!context.spec().participants().test(from)
                || !context.spec().readers().test(from)) {
            context.dropped(from, StateDrops.NOT_READER, "response of a range");
            return CompletableFuture.completedStage(false);
        }
        CompletableFuture<Boolean> good = CompletableFuture.completedFuture(true);
        for (OrderedItem item : usable(response, first, last)) {
            CompletionStage<Verdict> verdict =
                    intake.take(new Intake.Arrival(item, Optional.empty(), Source.TRANSFER, from));
            good = good.thenCombine(verdict, (before, now) -> before && now != Verdict.REJECT);
        }
        return good;
    }

    /** The gapless run from {@code first}; what was not asked for, or follows a gap, is of no use now. */
    private List<OrderedItem> usable(Delivery response, long first, long last) {
        if (!(response.message().body() instanceof ItemRangeResponse range)) {
            context.dropped(response.from(), DropReason.MALFORMED, "no items in the response of a range");
            return List.of();
        }
        List<OrderedItem> run = new ArrayList<>();
        long expected = first;
        for (OrderedItem item : range.items()) {
            if (item.sequence() != expected || Long.compareUnsigned(expected, last) > 0) {
                context.dropped(
                        response.from(),
                        StateDrops.BAD_RANGE,
                        "item " + Long.toUnsignedString(item.sequence()) + " in a response of "
                                + Long.toUnsignedString(first) + " to " + Long.toUnsignedString(last));
                break;
            }
            run.add(item);
            expected++;
        }
        return run;
    }

    /** Peers in the channel that hold the item. */
    private List<Peer> holders(long sequence) {
        return context.partners().stream()
                .filter(peer -> peer.channel(context.spec().scope())
                        .filter(standing -> !standing.left())
                        .filter(standing -> Long.compareUnsigned(standing.height(), sequence) > 0)
                        .isPresent())
                .toList();
    }

    private long heightOf(Peer peer) {
        return peer.channel(context.spec().scope())
                .map(Peer.ChannelState::height)
                .orElse(0L);
    }

    private long nonce() {
        long nonce;
        do {
            nonce = context.random().nextLong();
        } while (nonce == 0);
        return nonce;
    }

    /** The sends for one range, which share their nonce. */
    private final class Attempts {
        private final long nonce;
        private final Set<NodeId> asked = new HashSet<>();
        private int made;

        Attempts(long nonce) {
            this.nonce = nonce;
        }

        Peer choose(List<Peer> holders) {
            List<Peer> others =
                    holders.stream().filter(peer -> !asked.contains(peer.id())).toList();
            List<Peer> choice = others.isEmpty() ? holders : others;
            Peer chosen = choice.get(context.random().nextInt(choice.size()));
            asked.add(chosen.id());
            made++;
            return chosen;
        }
    }
}
