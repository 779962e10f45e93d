package dev.gossip.fisco.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.fisco.codec.wire.Json;
import dev.gossip.spi.protocol.MalformedException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The file in which a node of 3.x keeps the addresses of others: {@code {"nodes":["127.0.0.1:30300","[::1]:30301"]}}. */
public final class NodesFile {

    private static final int MAX_NODES = 1_000;
    private static final int LOWEST_PORT = 1_025;

    private NodesFile() {}

    /**
     * Reads the addresses, each once.
     *
     * @throws GossipException naming the entry and what to write instead
     */
    public static List<PeerAddress> read(Bytes content) {
        try {
            Set<PeerAddress> addresses = new LinkedHashSet<>();
            for (String entry :
                    Json.texts(Json.object(content, "nodes.json").path("nodes"), MAX_NODES, "'nodes' of nodes.json")) {
                addresses.add(address(entry));
            }
            return List.copyOf(addresses);
        } catch (MalformedException e) {
            throw new GossipException(e.getMessage() + "; write {\"nodes\":[\"127.0.0.1:30300\"]}", e);
        }
    }

    private static PeerAddress address(String entry) {
        PeerAddress address;
        try {
            address = PeerAddress.parse(entry);
        } catch (IllegalArgumentException | GossipException e) {
            throw new GossipException("nodes.json: '" + entry + "' is no address; write host:port", e);
        }
        if (address.port() < LOWEST_PORT) {
            throw new GossipException("nodes.json: '" + entry + "' needs a port from " + LOWEST_PORT + " to 65535");
        }
        return address;
    }
}
