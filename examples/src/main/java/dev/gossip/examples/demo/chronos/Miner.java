package dev.gossip.examples.demo.chronos;

import dev.gossip.api.Bytes;
import dev.gossip.api.TimeSource;
import dev.gossip.chronos.json.block.BlockDraft;
import dev.gossip.chronos.json.block.BlockHasher;
import dev.gossip.chronos.json.block.ChronosBlock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Makes the blocks of one chain, each at the node that it is told, and remembers when. Used by one thread. */
final class Miner {

    private final TimeSource time;
    private final List<Made> made = new ArrayList<>();

    Miner(TimeSource time) {
        this.time = time;
    }

    /** @param nanos when it was handed to its origin */
    record Made(ChronosBlock block, DemoNode origin, long nanos) {

        /** From the origin's call until {@code node} had it; empty if it has not. */
        OptionalLong nanosTo(DemoNode node) {
            OptionalLong at = node.ledger().heldAt(block);
            return at.isPresent() ? OptionalLong.of(at.getAsLong() - nanos) : at;
        }

        /** Until the last of {@code nodes} had it, all of which must have it. */
        Duration slowest(List<DemoNode> nodes) {
            return Duration.ofNanos(nodes.stream()
                    .mapToLong(node -> nanosTo(node).orElseThrow())
                    .max()
                    .orElseThrow());
        }

        boolean isHeldBy(List<DemoNode> nodes) {
            return nodes.stream().allMatch(node -> node.ledger().heldAt(block).isPresent());
        }
    }

    Made make(DemoNode origin) {
        List<Bytes> transactions =
                List.of(Bytes.utf8("{\"coinbase\":\"wallet of " + origin + "\",\"number\":" + made.size() + "}"));
        BlockDraft draft = made.isEmpty()
                ? BlockDraft.first(time.now(), transactions)
                : BlockDraft.after(made.get(made.size() - 1).block(), time.now(), transactions);
        Made one = new Made(draft.sealed(BlockHasher.CANONICAL), origin, time.nanoTime());
        made.add(one);
        origin.life().peer().submit(one.block());
        return one;
    }

    List<String> hashes() {
        return made.stream().map(one -> one.block().hash()).toList();
    }
}
