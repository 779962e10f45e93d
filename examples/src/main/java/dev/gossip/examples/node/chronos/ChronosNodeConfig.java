package dev.gossip.examples.node.chronos;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Chronos node as its file describes it. Texts that are left out are empty and mean the protocol's defaults.
 *
 * @param protocol {@code chronos}
 * @param address what we call ourselves, usually a wallet's address; 1 to 128 characters
 * @param role {@code both}, {@code client} which listens nowhere, or {@code server} which dials nobody; empty means both
 * @param listen address to accept connections at; needed unless we are a client only
 * @param transport which transport carries them, by its name; empty means the one that the registry prefers
 * @param peers whom to dial, as host:port
 * @param hasher {@code canonical}, or {@code chronos-legacy} for blocks of Chronos' own nodes; empty means canonical
 * @param magic the member {@code magic_no} of the network's blocks
 * @param broadcasting {@code off} passes no new block on; empty means on
 * @param minDirect how many peers get a new block whole at least
 * @param announceDelay after which the other peers are told of it
 * @param timings of links and choices
 * @param limits bounds of queues, caches and connections
 * @param store where blocks are kept; in memory if left out
 * @param produceEvery how often to make a block with nothing in it, for trying things out; empty means never
 * @param debug what helps to look at the wire; off if left out
 * @param status address of the status page; empty means that there is none
 */
public record ChronosNodeConfig(
        @JsonProperty(required = true) String protocol,
        @JsonProperty(required = true) String address,
        String role,
        String listen,
        String transport,
        List<String> peers,
        String hasher,
        String magic,
        String broadcasting,
        String minDirect,
        String announceDelay,
        @JsonSetter(nulls = Nulls.SET) @Nullable Timings timings,
        @JsonSetter(nulls = Nulls.SET) @Nullable Limits limits,
        @JsonSetter(nulls = Nulls.SET) @Nullable Store store,
        String produceEvery,
        @JsonSetter(nulls = Nulls.SET) @Nullable Debug debug,
        String status) {

    public ChronosNodeConfig {
        peers = List.copyOf(peers);
    }

    /** Times such as 500ms, 2s or 1m; those that are left out are the protocol's. */
    public record Timings(
            String handshakeInterval,
            String replyTimeout,
            String idleTimeout,
            String fetchTimeout,
            String selectionDelay,
            String banTime) {}

    /** Whole numbers; those that are left out are the protocol's. */
    public record Limits(
            String maxFrameBytes,
            String cacheBytes,
            String candidateBytes,
            String queuedBlocks,
            String queuedHashes,
            String announcementsPerMinute,
            String linksPerHost) {}

    /**
     * Where blocks are kept.
     *
     * @param type {@code memory} or {@code mvstore}
     * @param dir folder for the file of blocks; for {@code mvstore} only
     */
    public record Store(@JsonProperty(required = true) String type, Path dir) {}

    /** @param ndjson whether a connection that begins with a bracket speaks lines of JSON */
    public record Debug(@JsonSetter(nulls = Nulls.AS_EMPTY) boolean ndjson) {}

    Optional<Store> storeKeys() {
        return Optional.ofNullable(store);
    }
}
