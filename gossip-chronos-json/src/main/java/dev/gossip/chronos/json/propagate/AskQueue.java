package dev.gossip.chronos.json.propagate;

import dev.gossip.chronos.json.ChronosLimits;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.chronos.json.wire.Code;
import dev.gossip.chronos.json.wire.WireMessage;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** What one peer is to be asked or told, by urgency. Bounded; guarded by the manager. */
public final class AskQueue {

    private static final int MAX_FETCHES = 16;

    private final int maxBlocks;
    private final int maxHashes;
    private final Queue<ChronosBlock> demanded = new ArrayDeque<>();
    private final Queue<ChronosBlock> blocks = new ArrayDeque<>();
    private final Queue<String> hashes = new ArrayDeque<>();
    private final Queue<String> fetches = new ArrayDeque<>();

    public AskQueue(ChronosLimits limits) {
        this.maxBlocks = limits.queuedBlocks();
        this.maxHashes = limits.queuedHashes();
    }

    /** A block that the peer just asked for; there is one such at a time because it asks in answers. */
    public void demand(ChronosBlock block) {
        demanded.add(block);
    }

    /** @return whether there was room */
    boolean block(ChronosBlock block) {
        return blocks.size() < maxBlocks && blocks.add(block);
    }

    /** @return whether an older one had to go */
    boolean hash(String hash) {
        boolean full = hashes.size() >= maxHashes;
        if (full) {
            hashes.remove();
        }
        hashes.add(hash);
        return full;
    }

    /** @return whether there was room */
    public boolean fetch(String hash) {
        return fetches.size() < MAX_FETCHES && fetches.add(hash);
    }

    int blocks() {
        return blocks.size();
    }

    int hashes() {
        return hashes.size();
    }

    /** What to say next. */
    public Optional<WireMessage> next() {
        ChronosBlock block = demanded.isEmpty() ? blocks.poll() : demanded.poll();
        if (block != null) {
            return Optional.of(WireMessage.of(Code.NEW_BLOCK, block));
        }
        String hash = hashes.poll();
        if (hash != null) {
            return Optional.of(WireMessage.of(Code.NEW_BLOCK_HASH, hash));
        }
        String fetch = fetches.poll();
        return fetch == null ? Optional.empty() : Optional.of(WireMessage.of(Code.GET_BLOCK, fetch));
    }
}
