package dev.gossip.fisco.codec;

import dev.gossip.api.Attachment;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.fisco.codec.link.StatementIds;
import dev.gossip.fisco.codec.p2p2.P2p2Packet;
import dev.gossip.fisco.codec.p2p2.P2p2Packets;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.MalformedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Messages to packets of 2.x, and back. What is kept of a packet is its plain form. A packet names no origin: it is whoever
 * sent it on the link.
 */
final class Generation2Codec implements Codec {

    private final NodeId self;
    private final P2p2Packets packets;
    private final P2p2Packets kept;
    private final boolean compress;
    private final LongSupplier seqs;
    private final String amopSeqPrefix;

    Generation2Codec(NodeId self, int maxFrameBytes, boolean compress, LongSupplier seqs, Instant started) {
        this.self = self;
        this.packets = new P2p2Packets(maxFrameBytes);
        this.kept = new P2p2Packets(maxFrameBytes + P2p2Packets.HEADER_BYTES);
        this.compress = compress;
        this.seqs = seqs;
        // Another node, or this one started again, must not number its messages alike.
        this.amopSeqPrefix = self.hex().substring(0, 8) + String.format("%016x", started.toEpochMilli());
    }

    @Override
    public Content write(Message message) {
        P2p2Packet packet = Generation2Bodies.write(message, seqs, seq -> amopSeqPrefix + String.format("%08x", seq));
        return Content.of(kept.encode(packet, false));
    }

    @Override
    public Sealed sealed(Message message, Content content, Bytes signature, List<Attachment> attachments) {
        try {
            P2p2Packet packet = kept.decode(content.content());
            return new Sealed(content.content(), Bytes.empty(), Optional.of(self), List.of(), packet);
        } catch (MalformedException e) {
            throw new GossipException("content that this codec did not write: " + e.getMessage(), e);
        }
    }

    @Override
    public Bytes seal(Envelope envelope, LinkClass linkClass) {
        return packets.encode((P2p2Packet) envelope.sealed().decoded(), compress);
    }

    @Override
    public Sealed open(Bytes frame, LinkPeer from) throws MalformedException {
        P2p2Packet packet = packets.decode(frame);
        return new Sealed(kept.encode(packet, false), Bytes.empty(), from.id(), List.of(), packet);
    }

    @Override
    public Message read(Sealed sealed, LinkPeer from) throws MalformedException {
        return Generation2Bodies.read((P2p2Packet) sealed.decoded());
    }

    @Override
    public MessageId idOf(Sealed sealed) {
        return StatementIds.of(sealed);
    }
}
