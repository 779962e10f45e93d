package dev.gossip.fisco.codec.ws;

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

/** Messages to websocket messages, and back; the same on every link. */
final class WsCodec implements Codec {

    private final NodeId self;
    private final int maxFrameBytes;

    WsCodec(NodeId self, int maxFrameBytes) {
        this.self = self;
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public Content write(Message message) {
        return Content.of(WsBodies.write(message).encode());
    }

    @Override
    public Sealed sealed(Message message, Content content, Bytes signature, List<Attachment> attachments) {
        try {
            return sealed(content.content(), Optional.of(self));
        } catch (MalformedException e) {
            throw new GossipException("content that this codec did not write: " + e.getMessage(), e);
        }
    }

    private static Sealed sealed(Bytes frame, Optional<NodeId> origin) throws MalformedException {
        return new Sealed(frame, Bytes.empty(), origin, List.of(), WsMessage.decode(frame));
    }

    @Override
    public Bytes seal(Envelope envelope, LinkClass linkClass) {
        Bytes frame = envelope.sealed().content();
        if (frame.length() > maxFrameBytes) {
            throw new GossipException("a websocket message of " + frame.length() + " bytes exceeds the limit of "
                    + maxFrameBytes + " (maxFrameBytes of FiscoWebsocketProtocol)");
        }
        return frame;
    }

    @Override
    public Sealed open(Bytes frame, LinkPeer from) throws MalformedException {
        return sealed(frame, from.id());
    }

    @Override
    public Message read(Sealed sealed, LinkPeer from) throws MalformedException {
        return WsBodies.read((WsMessage) sealed.decoded());
    }

    @Override
    public MessageId idOf(Sealed sealed) {
        return StatementIds.of(sealed);
    }
}
