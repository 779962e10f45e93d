package dev.gossip.state;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.State;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A channel that is open on this node. Thread-safe; nothing here blocks. */
public interface StateChannel extends AutoCloseable {

    /** The endpoint on which the channel lives. */
    String endpoint();

    /** The name of the channel. */
    String scope();

    /** How the channel fares now. */
    ChannelStatus status();

    /** Number of items in the store (unsigned). */
    default long height() {
        return status().height();
    }

    /**
     * Takes an item that this node obtained itself. It is not checked; if it is new, it is pushed to peers at once.
     *
     * @return completes when the item is in the store: {@code true} if this call brought it, {@code false} if it was held
     *     already. Exceptionally, naming the rule, if the item lies too far above the height or the channel is halted
     */
    CompletionStage<Boolean> submit(OrderedItem item);

    /**
     * Takes items of other nodes that came by another way than push, all or none; they are not passed on. Items that are
     * held already or lie outside the window are left out first. Fits {@code ItemStore.add} of pull.
     *
     * @param items envelopes of {@link OrderedItem}s; anything else is bad
     * @param from who handed them over
     * @return {@code false} if an item is bad and none was taken
     */
    CompletionStage<Boolean> offer(List<Envelope> items, Source source, LinkPeer from);

    /** Ids (decimal numbers) of the items that came by push or pull or are our own, and are recent. */
    List<Bytes> recentIds();

    /** A recent item as it travels. */
    Optional<Envelope> recent(Bytes id);

    /** Whether the item with this id would be taken now; {@code false} for bytes that are no decimal number. */
    boolean wants(Bytes id);

    /** The id of an ordered item: its number in unsigned decimal digits; empty for any other body. */
    static Optional<Bytes> idOf(Envelope envelope) {
        return envelope.body() instanceof OrderedItem item
                ? Optional.of(ItemIds.of(item.sequence()))
                : Optional.empty();
    }

    /** Tells peers at once what runs on the channel here. */
    void announce(List<State.Service> services);

    /** Believes no longer those whom the rule for authors refuses by now. */
    void reconsiderAuthors();

    /**
     * Tells peers that this node leaves the channel, without waiting for the next interval.
     *
     * @return completes when the statement was handed to the router, or when there is nobody to tell
     */
    CompletionStage<Void> leave();

    /** Hears of items committed from now on. */
    Cancellable onCommit(CommitListener listener);

    /** Takes no more items and sends nothing more. The store stays open. Idempotent. */
    @Override
    void close();
}
