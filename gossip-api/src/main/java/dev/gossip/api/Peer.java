package dev.gossip.api;

import java.util.Map;
import java.util.Optional;

/**
 * One known node, as of a moment; replaced, never changed.
 *
 * @param endpoint our endpoint through which it is known
 * @param internal address for its own organisation
 * @param external address announced to everybody
 * @param alive whether membership holds it for alive
 * @param connected whether a link to it is up
 * @param channels what it said about each scope it takes part in
 */
public record Peer(
        String endpoint,
        NodeId id,
        Optional<String> organisation,
        Optional<PeerAddress> internal,
        Optional<PeerAddress> external,
        boolean alive,
        boolean connected,
        Map<String, ChannelState> channels) {

    public Peer {
        channels = Map.copyOf(channels);
    }

    /** The address to dial: the internal one if known. */
    public Optional<PeerAddress> address() {
        return internal.or(() -> external);
    }

    /** What the peer last said about {@code scope}. */
    public Optional<ChannelState> channel(String scope) {
        return Optional.ofNullable(channels.get(scope));
    }

    /**
     * A peer's standing in one channel.
     *
     * @param height number of ordered items it holds, which is the number of the next one (unsigned)
     * @param left whether it said that it left
     */
    public record ChannelState(long height, boolean left) {}
}
