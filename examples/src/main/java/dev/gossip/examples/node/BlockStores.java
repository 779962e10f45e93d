package dev.gossip.examples.node;

import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.examples.config.NodeConfig;
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

    private final NodeConfig.Store config;
    private final MetricsSink metrics;
    private final TimeSource time;
    private final Consumer<String> log;
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
        open.put(channel, store);
        return store;
    }

    boolean isDurable() {
        return config.type().equals("mvstore");
    }

    private OrderedStore file(String channel) {
        MvOrderedStoreOptions options = MvOrderedStoreOptions.DEFAULT
                .withDurability(config.durability().equals("process") ? Durability.PROCESS : Durability.DISK)
                .withCheckAll(config.check().equals("all"));
        Path file = config.dir().resolve(channel + ".blocks");
        MvOrderedStore store = MvOrderedStore.open(file, options);
        log.accept("channel " + channel + ": " + store.height() + " blocks in " + file
                + (store.recovery().isClean()
                        ? ""
                        : "; the file was damaged, " + store.recovery().cut() + " blocks were cut and "
                                + store.recovery().stepsBack() + " writes given up, they will be fetched from others"));
        return store;
    }

    Map<String, OrderedStore> byChannel() {
        return Map.copyOf(open);
    }

    @Override
    public void close() {
        open.forEach((channel, store) -> {
            try {
                store.close();
            } catch (RuntimeException e) {
                log.accept("channel " + channel + ": the store failed to close: " + e.getMessage());
            }
        });
        open.clear();
    }
}
