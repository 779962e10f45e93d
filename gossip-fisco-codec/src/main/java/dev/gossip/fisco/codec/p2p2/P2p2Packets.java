package dev.gossip.fisco.codec.p2p2;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.fisco.codec.wire.Compression;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.fisco.codec.wire.WireWriter;
import dev.gossip.spi.protocol.MalformedException;

/**
 * P2P packets of FISCO BCOS 2.x (from 2.0.0-rc2 on), as its nodes encode them; all integers big-endian. Stateless.
 *
 * <pre>
 *   | length 4 | version 2 | protocol id 4 | type 2 | seq 4 | payload |
 *   version:     0x8000 = payload compressed with snappy
 *   protocol id: group &lt;&lt; 16 | module, negative in a response
 * </pre>
 *
 * Chains of rc1 have a header of 12 bytes, which can only be read:
 *
 * <pre>
 *   | length 4 | protocol id 2: top bit = response, group &lt;&lt; 8 | module | type 2 | seq 4 | payload |
 * </pre>
 *
 * @param maxPacketBytes the largest packet, and the largest payload after decompression
 */
public record P2p2Packets(int maxPacketBytes) {

    /** The fixed header. */
    public static final int HEADER_BYTES = 16;

    private static final int RC1_HEADER_BYTES = 12;
    private static final int COMPRESSED = 0x8000;

    /**
     * Decodes exactly one packet.
     *
     * @throws MalformedException fatal, naming the field
     */
    public P2p2Packet decode(Bytes frame) throws MalformedException {
        WireReader in = reader(frame, HEADER_BYTES);
        int version = in.u16("version");
        int protocol = in.i32("protocol id");
        if (protocol == Integer.MIN_VALUE) {
            throw in.problem("protocol id " + protocol + " answers nothing");
        }
        int type = in.u16("packet type");
        long seq = in.u32("seq");
        Bytes payload = in.rest();
        if ((version & COMPRESSED) != 0) {
            payload = Compression.SNAPPY.decompress(payload, maxPacketBytes);
        }
        int id = Math.abs(protocol);
        return new P2p2Packet(version & ~COMPRESSED, id >>> 16, id & 0xffff, protocol < 0, type, seq, payload);
    }

    /**
     * Decodes exactly one packet of an rc1 chain.
     *
     * @throws MalformedException fatal, naming the field
     */
    public P2p2Packet decodeRc1(Bytes frame) throws MalformedException {
        WireReader in = reader(frame, RC1_HEADER_BYTES);
        int protocol = in.u16("protocol id");
        boolean response = (protocol & 0x8000) != 0;
        int type = in.u16("packet type");
        long seq = in.u32("seq");
        return new P2p2Packet(0, protocol >>> 8 & 0x7f, protocol & 0xff, response, type, seq, in.rest());
    }

    /**
     * Encodes a packet.
     *
     * @param mayCompress whether a payload above the threshold is compressed
     * @throws GossipException naming the field or limit that the packet breaks
     */
    public Bytes encode(P2p2Packet packet, boolean mayCompress) {
        boolean compress = mayCompress && packet.payload().length() > Compression.THRESHOLD;
        Bytes payload = compress ? Compression.SNAPPY.compress(packet.payload()) : packet.payload();
        long length = (long) HEADER_BYTES + payload.length();
        if (length > maxPacketBytes) {
            throw new GossipException("a packet of " + length + " bytes exceeds the limit of " + maxPacketBytes
                    + " (maxFrameBytes of FiscoProtocol)");
        }
        if (packet.version() >= COMPRESSED || packet.group() > Short.MAX_VALUE) {
            throw new GossipException(
                    "version " + packet.version() + " or group " + packet.group() + " is above " + Short.MAX_VALUE);
        }
        WireWriter id =
                new WireWriter(Integer.BYTES).u16(packet.group(), "group").u16(packet.module(), "module");
        int protocol = id.done().asReadOnlyBuffer().getInt();
        if (packet.response() && protocol == 0) {
            throw new GossipException("module 0 of group 0 cannot answer: its protocol id has no negative");
        }
        return new WireWriter((int) length)
                .u32(length, "packet length")
                .u16(packet.version() | (compress ? COMPRESSED : 0), "version")
                .i32(packet.response() ? -protocol : protocol)
                .u16(packet.type(), "packet type")
                .u32(packet.seq(), "seq")
                .bytes(payload)
                .done();
    }

    private static WireReader reader(Bytes frame, int header) throws MalformedException {
        WireReader in = WireReader.ofPacket(frame);
        long length = in.u32("packet length");
        if (length != frame.length() || length < header) {
            throw in.problem("a packet that says " + length + " bytes and has " + frame.length()
                    + "; its header alone has " + header);
        }
        return in;
    }
}
