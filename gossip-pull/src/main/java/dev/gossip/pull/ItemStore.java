package dev.gossip.pull;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where pulled items live: the one thing that a user of pull implements. Called on the lane of the pull's scope, so no
 * method may block; what takes long in {@link #add} runs elsewhere and completes the stage later.
 */
public interface ItemStore {

    /** Ids of the items that may be offered to others, in any order. */
    List<Bytes> ids();

    /** Whether the item needs no fetching: it is held, or is known and unwanted. */
    boolean contains(Bytes id);

    /** The item as it will travel; empty if it is no longer held. */
    Optional<Envelope> get(Bytes id);

    /**
     * Judges and keeps items of one update, all of which were requested. One bad item spoils all of them. An item that
     * arrived by another way meanwhile is not bad.
     *
     * @param items at least one, in wire order, without repetition
     * @param from who sent them, not who said them
     * @return {@code true} if the items were good; {@code false} if one was bad and none was kept, for which
     *     {@code from} is blamed. May complete on any thread
     */
    CompletionStage<Boolean> add(List<Envelope> items, LinkPeer from);
}
