package dev.gossip.chronos.json.chain;

import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.spi.store.OrderedStore;
import java.util.Optional;

/** The committed blocks, in a store that holds each in its JSON text under its height. Guarded by the manager. */
final class Chain {

    private final Optional<OrderedStore> store;
    private String tip = "";

    Chain(Optional<OrderedStore> store) {
        this.store = store;
        block(height()).ifPresent(newest -> tip = newest.hash());
    }

    /** Of the newest block; -1 if there is none. */
    long height() {
        return store.map(OrderedStore::height).orElse(0L) - 1;
    }

    /** Hash of the newest block; empty if there is none. */
    String tip() {
        return tip;
    }

    Optional<ChronosBlock> block(long height) {
        return height < 0
                ? Optional.empty()
                : store.flatMap(held -> held.read(height)).map(ChronosBlock::parse);
    }

    void append(ChronosBlock block) {
        store.orElseThrow().append(block.height(), block.json());
        tip = block.hash();
    }
}
