package dev.gossip.api;

import java.util.Optional;

/**
 * Who handed over the bytes: the other end of one connection, with the strength of the evidence.
 *
 * @param endpoint name of our endpoint that the link belongs to
 * @param id the peer's id, absent while unknown
 * @param organisation the organisation that vouches for the peer, if the protocol has such a notion
 * @param remote address of the socket's other end
 * @param evidence what the greeting left behind for later decisions (Fabric: the signed handshake)
 */
public record LinkPeer(
        String endpoint,
        Optional<NodeId> id,
        Assurance assurance,
        Optional<String> organisation,
        PeerAddress remote,
        Attributes evidence) {

    /** A peer of which only the address is known. */
    public static LinkPeer unknown(String endpoint, PeerAddress remote) {
        return new LinkPeer(
                endpoint, Optional.empty(), Assurance.UNKNOWN, Optional.empty(), remote, Attributes.empty());
    }
}
