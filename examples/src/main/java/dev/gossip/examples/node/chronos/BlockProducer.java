package dev.gossip.examples.node.chronos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipRuntime;
import dev.gossip.chronos.json.ChronosConfig;
import dev.gossip.chronos.json.ChronosPeer;
import dev.gossip.chronos.json.ChronosStatus;
import dev.gossip.chronos.json.block.BlockDraft;
import dev.gossip.chronos.json.block.ChronosBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes a block with nothing but a coinbase now and then, so that there is something to see. It makes none while a peer is
 * ahead or another block waits to be chosen, and no first block before a peer has answered, because that would begin a chain of its own. Works on a worker.
 * Thread-safe.
 */
final class BlockProducer implements AutoCloseable {

    private final ChronosPeer peer;
    private final ChronosConfig config;
    private final boolean hasPeers;
    private final Duration every;
    private final GossipRuntime runtime;
    private final Consumer<String> log;
    private Cancellable timer = () -> {};
    private boolean waited;
    private boolean closed;

    BlockProducer(
            ChronosPeer peer,
            ChronosConfig config,
            boolean hasPeers,
            Duration every,
            GossipRuntime runtime,
            Consumer<String> log) {
        this.peer = peer;
        this.config = config;
        this.hasPeers = hasPeers;
        this.every = every;
        this.runtime = runtime;
        this.log = log;
    }

    synchronized void start() {
        if (!closed) {
            timer = runtime.scheduler().schedule(every, () -> runtime.workers().execute(this::work));
        }
    }

    private void work() {
        try {
            if (mayProduce(peer.status())) {
                peer.submit(next());
            }
        } catch (GossipException e) {
            log.accept("no block was made: " + e.getMessage());
        } finally {
            start();
        }
    }

    private boolean mayProduce(ChronosStatus now) {
        if (now.height() < 0 && hasPeers && now.peers().isEmpty()) {
            if (!waited) {
                log.accept("no block is made before a peer answers: it may have the chain that ours is to continue");
            }
            waited = true;
            return false;
        }
        return now.candidateBytes() == 0 && now.peers().stream().allMatch(linked -> linked.height() <= now.height());
    }

    private ChronosBlock next() {
        Instant time = runtime.time().now();
        Optional<ChronosBlock> newest = peer.block(peer.height());
        BlockDraft draft = new BlockDraft(
                config.magic(),
                newest.map(ChronosBlock::hash).orElse(""),
                newest.map(block -> block.height() + 1).orElse(0L),
                time,
                List.of(coinbase()));
        return draft.sealed(config.hasher());
    }

    private Bytes coinbase() {
        return Bytes.utf8(JsonNodeFactory.instance
                .objectNode()
                .put("coinbase", config.address())
                .toString());
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel();
    }
}
