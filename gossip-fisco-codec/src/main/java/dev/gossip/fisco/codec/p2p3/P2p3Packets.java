package dev.gossip.fisco.codec.p2p3;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.fisco.codec.wire.Compression;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.fisco.codec.wire.WireWriter;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * P2P packets of FISCO BCOS 3.x, as its gateways encode them; all integers big-endian. Stateless.
 *
 * <pre>
 *   | length 4 | version 2 | type 2 | seq 4 | ext 2 |                      14 bytes
 *   | ttl 2 | source length 2 | source | destination length 2 | destination |       if version is 1 or more
 *   | group length 2 | group | node id length 2 | source | count 1 | destinations | module 2 |  if type is 5 or 6
 *   | payload, compressed if ext has 0x10 |
 * </pre>
 *
 * @param maxPacketBytes the largest packet, and the largest payload after decompression
 */
public record P2p3Packets(int maxPacketBytes) {

    /** The fixed header. */
    public static final int HEADER_BYTES = 14;

    /** What nodes accept by default ({@code p2p.allow_max_msg_size}). */
    public static final int DEFAULT_MAX_BYTES = 32 << 20;

    /** The first version that compresses. */
    private static final int COMPRESSING_VERSION = 2;

    /**
     * Decodes exactly one packet.
     *
     * @throws MalformedException fatal, naming the field: the original ends the session on any error, too
     */
    public P2p3Packet decode(Bytes frame) throws MalformedException {
        WireReader in = WireReader.ofPacket(frame);
        long length = in.u32("packet length");
        if (length != frame.length() || length < HEADER_BYTES) {
            throw in.problem("a packet that says " + length + " bytes and has " + frame.length());
        }
        int version = in.u16("version");
        int type = in.u16("packet type");
        long seq = in.u32("seq");
        int ext = in.u16("ext");
        Optional<RoutedHeader> route = version == 0 ? Optional.empty() : Optional.of(route(in));
        Optional<PacketOptions> options = PacketTypes.hasOptions(type) ? Optional.of(options(in)) : Optional.empty();
        Bytes payload = in.rest();
        if ((ext & PacketTypes.EXT_COMPRESSED) != 0) {
            payload = Compression.ZSTD.decompress(payload, maxPacketBytes);
            ext &= ~PacketTypes.EXT_COMPRESSED;
        }
        return new P2p3Packet(version, type, seq, ext, route, options, payload);
    }

    /**
     * Encodes a packet.
     *
     * @param mayCompress whether a payload above the threshold is compressed if the version knows how
     * @throws GossipException naming the field or limit that the packet breaks
     */
    public Bytes encode(P2p3Packet packet, boolean mayCompress) {
        boolean compress = mayCompress
                && packet.version() >= COMPRESSING_VERSION
                && packet.payload().length() > Compression.THRESHOLD;
        Bytes payload = compress ? Compression.ZSTD.compress(packet.payload()) : packet.payload();
        int ext = (packet.ext() & ~PacketTypes.EXT_COMPRESSED) | (compress ? PacketTypes.EXT_COMPRESSED : 0);
        if (packet.options().isPresent() != PacketTypes.hasOptions(packet.type())
                || packet.route().isPresent() != packet.version() > 0) {
            throw new GossipException("packets of type " + packet.type() + " and version " + packet.version()
                    + (PacketTypes.hasOptions(packet.type()) ? " need options" : " have no options")
                    + (packet.version() > 0 ? " and need a routed header" : " and have no routed header"));
        }
        Bytes options = packet.options().map(P2p3Packets::encoded).orElse(Bytes.empty());
        long length = (long) HEADER_BYTES
                + packet.route().map(P2p3Packets::length).orElse(0)
                + options.length()
                + payload.length();
        if (length > maxPacketBytes) {
            throw new GossipException("a packet of " + length + " bytes exceeds the limit of " + maxPacketBytes
                    + " (maxFrameBytes of FiscoProtocol)");
        }
        WireWriter out = new WireWriter((int) length)
                .u32(length, "packet length")
                .u16(packet.version(), "version")
                .u16(packet.type(), "packet type")
                .u32(packet.seq(), "seq")
                .u16(ext, "ext");
        packet.route().ifPresent(route -> write(route, out));
        return out.bytes(options).bytes(payload).done();
    }

    private static RoutedHeader route(WireReader in) throws MalformedException {
        return new RoutedHeader(in.i16("ttl"), in.counted16("source P2P id"), in.counted16("destination P2P id"));
    }

    private static int length(RoutedHeader route) {
        return 3 * Short.BYTES + route.source().length() + route.destination().length();
    }

    private static void write(RoutedHeader route, WireWriter out) {
        out.i16(route.ttl(), "ttl")
                .counted16(route.source(), "source P2P id")
                .counted16(route.destination(), "destination P2P id");
    }

    private static PacketOptions options(WireReader in) throws MalformedException {
        String group = in.text(in.counted16("group id"), "group id");
        int idLength = in.u16("node id length");
        if (idLength == 0) {
            throw in.problem("node ids of length 0");
        }
        Bytes source = in.take(idLength, "source node id");
        int count = in.u8("destination count");
        if ((long) count * idLength > in.remaining()) {
            throw in.problem(count + " destinations of " + idLength + " bytes need more than " + in.remaining());
        }
        List<Bytes> destinations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            destinations.add(in.take(idLength, "destination node id"));
        }
        return new PacketOptions(group, source, destinations, in.u16("module id"));
    }

    private static Bytes encoded(PacketOptions options) {
        if (options.source().isEmpty()) {
            throw new GossipException("a packet between nodes of a group needs the source's node id");
        }
        if (options.destinations().size() > PacketOptions.MAX_DESTINATIONS) {
            throw new GossipException("a packet names at most " + PacketOptions.MAX_DESTINATIONS + " destinations, not "
                    + options.destinations().size());
        }
        WireWriter out = new WireWriter(64)
                .counted16(Bytes.utf8(options.group()), "group id")
                .counted16(options.source(), "source node id")
                .u8(options.destinations().size(), "destination count");
        for (Bytes destination : options.destinations()) {
            if (destination.length() != options.source().length()) {
                throw new GossipException("a destination id of " + destination.length()
                        + " bytes beside a source id of " + options.source().length()
                        + "; all ids of a packet have one length");
            }
            out.bytes(destination);
        }
        return out.u16(options.module(), "module id").done();
    }
}
