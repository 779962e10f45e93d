package dev.gossip.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.fabric.block.BlockHeader;
import dev.gossip.fabric.block.BlockVerdict;
import dev.gossip.fabric.block.BlockVerdict.Refused;
import dev.gossip.fabric.block.BlockVerifier;
import dev.gossip.spi.store.OrderedStore;
import dev.gossip.state.ItemCheck;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Checks blocks against the orderers' rules and, where the block before is in the store, against that. Thread-safe. */
final class BlockCheck implements ItemCheck {

    private final Supplier<BlockVerifier> verifier;
    private final OrderedStore store;
    private volatile Optional<BlockHeader> lastRead = Optional.empty();

    BlockCheck(Supplier<BlockVerifier> verifier, OrderedStore store) {
        this.verifier = verifier;
        this.store = store;
    }

    @Override
    public CompletionStage<Result> check(String scope, long sequence, Bytes data) {
        BlockVerdict verdict = verify(sequence, data);
        Result result = verdict instanceof Refused refused
                ? Result.invalid(refused.reason() + ": " + refused.detail())
                : Result.VALID;
        return CompletableFuture.completedFuture(result);
    }

    /** May read the store; call it beside the lanes. */
    BlockVerdict verify(long number, Bytes block) {
        return verifier.get().verify(number, block, hashBefore(number));
    }

    private Optional<Bytes> hashBefore(long number) {
        if (number == 0) {
            return Optional.empty();
        }
        long before = number - 1;
        Optional<BlockHeader> known = lastRead.filter(header -> header.number() == before);
        if (known.isEmpty() && Long.compareUnsigned(before, store.height()) < 0) {
            known = store.read(before).flatMap(BlockVerifier::headerOf);
            lastRead = known;
        }
        return known.map(BlockHeader::hash);
    }
}
