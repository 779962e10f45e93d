package dev.gossip.fisco.peer;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.NodesFile;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks every ten seconds whether a nodes.json changed and has its addresses dialled. Content counts, not dates. A file that is
 * gone, malformed or half written changes nothing and is looked at again. It is read on a worker; {@code told} is called there,
 * once for each change. Counts changes as {@code gossip.fisco.nodes.file} by outcome.
 */
public final class NodesFileWatch implements Extension {

    /** The largest file that is read, in bytes; a thousand addresses are far below. */
    public static final int MAX_BYTES = 1 << 18;

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final Path file;
    private final PeersExtension peers;
    private final Consumer<NodesFileChange> told;
    /** Touched by one look at a time. */
    private Bytes used;

    private String refused = "";
    private volatile boolean stopped;

    /**
     * Reads the file at once, on the thread of the caller.
     *
     * @throws GossipException naming the file, the entry and what to do
     */
    public NodesFileWatch(Path file, PeersExtension peers, Consumer<NodesFileChange> told) {
        this.file = file;
        this.peers = peers;
        this.told = told;
        this.used = read();
        peers.list(parse(used));
    }

    @Override
    public String name() {
        return "fisco-nodes-file";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of();
    }

    @Override
    public void start(NodeContext context) {
        again(context);
    }

    /** One look at a time, however long the file takes. */
    private void again(NodeContext context) {
        context.control()
                .schedule(
                        PERIOD,
                        () -> context.offload(() -> look(context)).whenComplete((usable, failure) -> {
                            if (!stopped) {
                                again(context);
                            }
                        }));
    }

    @Override
    public void stop() {
        stopped = true;
    }

    private boolean look(NodeContext context) {
        try {
            Bytes content = read();
            if (!content.equals(used)) {
                List<PeerAddress> addresses = parse(content);
                used = content;
                peers.list(addresses);
                count(context, "used");
                tell(context, new NodesFileChange.Used(addresses));
            }
            refused = "";
            return true;
        } catch (GossipException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(refused)) {
                refused = reason;
                count(context, "refused");
                tell(context, new NodesFileChange.Refused(reason));
            }
            return false;
        }
    }

    private void tell(NodeContext context, NodesFileChange change) {
        try {
            told.accept(change);
        } catch (RuntimeException e) {
            LinkPeer nobody = new LinkPeer(
                    name(),
                    Optional.empty(),
                    Assurance.UNKNOWN,
                    Optional.empty(),
                    PeerAddress.of("none", 0),
                    Attributes.empty());
            context.dropped(nobody, DropReason.HANDLER_FAILED, "who is told of changes of " + file + " failed: " + e);
        }
    }

    private static void count(NodeContext context, String outcome) {
        context.metrics().counter("gossip.fisco.nodes.file", "outcome", outcome).increment();
    }

    private List<PeerAddress> parse(Bytes content) {
        try {
            return NodesFile.read(content);
        } catch (GossipException e) {
            throw new GossipException(file + ": " + e.getMessage(), e);
        }
    }

    private Bytes read() {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] content = input.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new GossipException(file + ": above the limit of " + MAX_BYTES + " bytes for a nodes.json");
            }
            return Bytes.wrap(content);
        } catch (IOException e) {
            throw new GossipException(
                    file + ": cannot be read (" + e + "); write {\"nodes\":[\"127.0.0.1:30300\"]} there", e);
        }
    }
}
