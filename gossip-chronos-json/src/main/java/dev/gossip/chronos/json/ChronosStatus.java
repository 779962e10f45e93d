package dev.gossip.chronos.json;

import dev.gossip.api.PeerAddress;
import java.util.List;
import java.util.Optional;

/**
 * How a Chronos node stands at one moment.
 *
 * @param height of the newest committed block; -1 if there is none
 * @param knownBlocks blocks remembered as seen, each of which is passed on once
 * @param cachedBytes text of blocks that is kept for those who ask by hash
 * @param candidateBytes text of blocks that wait to be chosen
 * @param peers those that we dialled and that have greeted
 * @param fork another chain that a peer follows, if one was seen since our newest block was committed
 */
public record ChronosStatus(
        long height, int knownBlocks, long cachedBytes, long candidateBytes, List<Linked> peers, Optional<Fork> fork) {

    public ChronosStatus {
        peers = List.copyOf(peers);
    }

    /**
     * A peer that we dialled.
     *
     * @param dialled where it is
     * @param address what it calls itself, which proves nothing
     * @param height of its newest block, as its last handshake said
     * @param knownBlocks blocks of which we know that it has them
     * @param queuedBlocks new blocks that wait for their turn
     * @param queuedHashes announcements that wait for their turn
     */
    public record Linked(
            PeerAddress dialled, String address, long height, int knownBlocks, int queuedBlocks, int queuedHashes) {}

    /**
     * Two different blocks were committed for one height: one here, one by a peer.
     *
     * @param height of our newest block, of which the peer has another
     * @param ours hash of our block
     * @param theirs hash of the peer's block
     * @param peer who was asked
     */
    public record Fork(long height, String ours, String theirs, PeerAddress peer) {}
}
