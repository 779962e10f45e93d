package dev.gossip.examples.node;

import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.examples.config.NodeConfig;
import dev.gossip.fabric.privatedata.store.InMemoryPrivateDataStore;
import dev.gossip.fabric.privatedata.store.OrderedPrivateDataStore;
import dev.gossip.fabric.privatedata.store.PrivateDataStore;
import dev.gossip.spi.store.OrderedStore;
import dev.gossip.store.mvstore.Durability;
import dev.gossip.store.mvstore.MvOrderedStore;
import dev.gossip.store.mvstore.MvOrderedStoreOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The stores of a node's channels, opened as the file says and closed together. Used by one thread. */
final class BlockStores implements AutoCloseable {

    /** Without files: what does not fit is forgotten, the oldest blocks' data first. */
    private static final long PRIVATE_DATA_BYTES = 32L << 20;

    private final NodeConfig.Store config;
    private final MetricsSink metrics;
    private final TimeSource time;
    private final Consumer<String> log;
    private final Map<String, OrderedStore> blocks = new LinkedHashMap<>();
    private final Map<String, OrderedStore> open = new LinkedHashMap<>();

    BlockStores(NodeConfig.Store config, MetricsSink metrics, TimeSource time, Consumer<String> log) {
        this.config = config;
        this.metrics = metrics;
        this.time = time;
        this.log = log;
    }

    /** @throws dev.gossip.api.GossipException naming the file and what to do */
    OrderedStore open(String channel) {
        OrderedStore store =
                new TimedStore(isDurable() ? file(channel) : new InMemoryOrderedStore(), channel, metrics, time);
        blocks.put(channel, store);
        open.put("channel " + channel, store);
        return store;
    }

    boolean isDurable() {
        return config.type().equals("mvstore");
    }

    /** Where the private data of a channel is kept after its block. */
    PrivateDataStore openPrivate(String channel) {
        if (!isDurable()) {
            return new InMemoryPrivateDataStore(PRIVATE_DATA_BYTES);
        }
        return new OrderedPrivateDataStore(privateFile(channel, "private"), privateFile(channel, "private-completed"));
    }

    private OrderedStore privateFile(String channel, String folder) {
        MvOrderedStore store =
                MvOrderedStore.open(config.dir().resolve(folder).resolve(channel + ".records"), options());
        open.put(folder + " data of channel " + channel, store);
        return store;
    }

    private OrderedStore file(String channel) {
        Path file = config.dir().resolve(channel + ".blocks");
        MvOrderedStore store = MvOrderedStore.open(file, options());
        log.accept("channel " + channel + ": " + store.height() + " blocks in " + file
                + (store.recovery().isClean()
                        ? ""
                        : "; the file was damaged, " + store.recovery().cut() + " blocks were cut and "
                                + store.recovery().stepsBack() + " writes given up, they will be fetched from others"));
        return store;
    }

    private MvOrderedStoreOptions options() {
        return MvOrderedStoreOptions.DEFAULT
                .withDurability(config.durability().equals("process") ? Durability.PROCESS : Durability.DISK)
                .withCheckAll(config.check().equals("all"));
    }

    Map<String, OrderedStore> byChannel() {
        return Map.copyOf(blocks);
    }

    @Override
    public void close() {
        open.forEach((name, store) -> {
            try {
                store.close();
            } catch (RuntimeException e) {
                log.accept(name + ": the store failed to close: " + e.getMessage());
            }
        });
        open.clear();
    }
}
