package dev.gossip.examples.node.fisco;

import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.examples.config.KeyValues;
import dev.gossip.examples.config.NodeConfigParser;
import dev.gossip.fisco.FiscoPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Addresses and lists of a running node: looks every two seconds whether the configuration or the file of lists changed, and uses
 * what is new. A file that cannot be read changes nothing, so that a mistake neither opens the node nor costs its links. Read on a
 * worker. Thread-safe.
 */
final class ChangingFiles implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final Path file;
    private final FiscoPeer peer;
    private final GossipRuntime runtime;
    private final Consumer<String> log;
    /** Touched by one look at a time. */
    private FiscoNodeConfig config;

    private FiscoNodeConfig.Lists lists;
    private String refused = "";
    private Cancellable timer = () -> {};
    private boolean closed;

    private ChangingFiles(
            Path file, FiscoNodeConfig config, FiscoPeer peer, GossipRuntime runtime, Consumer<String> log) {
        this.file = file;
        this.config = config;
        this.lists = lists(config);
        this.peer = peer;
        this.runtime = runtime;
        this.log = log;
    }

    /** @param config what the file said so far */
    static ChangingFiles watch(
            Path file, FiscoNodeConfig config, FiscoPeer peer, GossipRuntime runtime, Consumer<String> log) {
        ChangingFiles watch = new ChangingFiles(file, config, peer, runtime, log);
        watch.again();
        return watch;
    }

    /**
     * The lists that are in force by these files.
     *
     * @throws GossipException naming the file, the place and what to do
     */
    static FiscoNodeConfig.Lists lists(FiscoNodeConfig config) {
        return config.listsFile().toString().isEmpty()
                ? config.lists()
                : NodeConfigParser.read(config.listsFile(), FiscoNodeConfig.Lists.class);
    }

    private synchronized void again() {
        if (!closed) {
            timer = runtime.scheduler()
                    .schedule(
                            PERIOD,
                            () -> runtime.workers().execute(() -> {
                                try {
                                    look();
                                } finally {
                                    again();
                                }
                            }));
        }
    }

    private void look() {
        try {
            FiscoNodeConfig found = NodeConfigParser.read(file, FiscoNodeConfig.class);
            FiscoWiring.check(found);
            FiscoNodeConfig.Lists wanted = lists(found);
            List<PeerAddress> addresses = KeyValues.addresses("peers", found.peers());
            if (!wanted.equals(lists)) {
                peer.admit(wanted.allowed(), wanted.deny());
                lists = wanted;
                log.accept("lists: "
                        + wanted.allowed().map(some -> some.size() + " allowed").orElse("all allowed") + ", "
                        + wanted.deny().size() + " denied from now on");
            }
            if (!found.peers().equals(config.peers())) {
                peer.replacePeers(addresses);
                log.accept("peers: " + addresses.size() + " addresses from now on");
            }
            if (!found.withoutChanging().equals(config.withoutChanging())) {
                log.accept("configuration: other keys than peers, allow and deny changed; they need a restart");
            }
            config = found;
            refused = "";
        } catch (GossipException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(refused)) {
                refused = problem;
                log.accept("configuration: the file is of no use, nothing changes: " + problem);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel();
    }
}
