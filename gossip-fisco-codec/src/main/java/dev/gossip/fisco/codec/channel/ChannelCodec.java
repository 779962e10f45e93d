package dev.gossip.fisco.codec.channel;

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
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.MalformedException;
import java.util.List;
import java.util.Optional;

/** Messages to channel frames, and back. What is kept is the frame; only block notices differ between versions. */
final class ChannelCodec implements Codec {

    private final NodeId self;
    private final int maxFrameBytes;

    ChannelCodec(NodeId self, int maxFrameBytes) {
        this.self = self;
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public Content write(Message message) {
        return Content.of(ChannelBodies.write(message).encode());
    }

    @Override
    public Sealed sealed(Message message, Content content, Bytes signature, List<Attachment> attachments) {
        try {
            return sealed(ChannelFrame.decode(content.content()), content.content(), Optional.of(self));
        } catch (MalformedException e) {
            throw new GossipException("content that this codec did not write: " + e.getMessage(), e);
        }
    }

    private static Sealed sealed(ChannelFrame frame, Bytes content, Optional<NodeId> origin) {
        return new Sealed(content, Bytes.empty(), origin, List.of(), frame);
    }

    @Override
    public Bytes seal(Envelope envelope, LinkClass linkClass) {
        ChannelFrame frame = (ChannelFrame) envelope.sealed().decoded();
        ChannelFrame shown = BlockNotices.forVersion(frame, linkClass.version());
        Bytes bytes = shown == frame ? envelope.sealed().content() : shown.encode();
        if (bytes.length() > maxFrameBytes) {
            throw new GossipException("a channel frame of " + bytes.length() + " bytes exceeds the limit of "
                    + maxFrameBytes + " (maxFrameBytes of FiscoChannelProtocol)");
        }
        return bytes;
    }

    @Override
    public Sealed open(Bytes frame, LinkPeer from) throws MalformedException {
        ChannelFrame arrived = ChannelFrame.decode(frame);
        ChannelFrame kept = BlockNotices.kept(arrived);
        return sealed(kept, kept == arrived ? frame : kept.encode(), from.id());
    }

    @Override
    public Message read(Sealed sealed, LinkPeer from) throws MalformedException {
        return ChannelBodies.read((ChannelFrame) sealed.decoded());
    }

    @Override
    public MessageId idOf(Sealed sealed) {
        return StatementIds.of(sealed);
    }
}
