package dev.gossip.fisco.codec.p2p3;

import dev.gossip.api.Bytes;
import java.util.Optional;

/**
 * A P2P packet of FISCO BCOS 3.x.
 *
 * @param version 0..3 in the releases known; from 1 on there is a routed header
 * @param type see {@link PacketTypes}
 * @param seq ties an answer to its request; unsigned 32 bits
 * @param ext bit field, without the compression bit
 * @param route present if and only if {@code version} is at least 1
 * @param options present if and only if {@code type} has them
 * @param payload uncompressed
 */
public record P2p3Packet(
        int version,
        int type,
        long seq,
        int ext,
        Optional<RoutedHeader> route,
        Optional<PacketOptions> options,
        Bytes payload) {

    /** A packet of version 0 without options. */
    public static P2p3Packet plain(int type, long seq, int ext, Bytes payload) {
        return new P2p3Packet(0, type, seq, ext, Optional.empty(), Optional.empty(), payload);
    }

    /** Whether it answers another packet. */
    public boolean isResponse() {
        return (ext & PacketTypes.EXT_RESPONSE) != 0;
    }

    /** The same packet in another version, with the route that this version has or has not. */
    public P2p3Packet in(int newVersion, RoutedHeader newRoute) {
        Optional<RoutedHeader> routed = newVersion == 0 ? Optional.empty() : Optional.of(newRoute);
        return new P2p3Packet(newVersion, type, seq, ext, routed, options, payload);
    }
}
