package dev.gossip.benchmarks.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Cuts frames from receive buffers. Either each frame is copied to an array of its own that its receiver may keep, or the
 * receiver looks at it in the buffer; then only a frame that spans two buffers is copied, to memory that is used again.
 */
final class RawReader extends ChannelInboundHandlerAdapter {

    private final boolean keeping;
    private final RawWriter writer;
    private final Carrier.Sink sink;
    private final byte[] spanning;
    // Written so that no frame can be optimised away.
    private byte @Nullable [] kept;

    private byte @Nullable [] partial;
    private int filled;
    private int length;
    private int lengthBytes;

    RawReader(boolean keeping, RawWriter writer, Carrier.Sink sink) {
        this.keeping = keeping;
        this.writer = writer;
        this.sink = sink;
        this.spanning = new byte[keeping ? 0 : Frames.MAX_BYTES];
    }

    RawWriter writer() {
        return writer;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        writer.readBegins();
        try {
            while (in.isReadable()) {
                if (partial != null) {
                    fill(partial, in);
                } else if (lengthBytes > 0 || in.readableBytes() < Frames.LENGTH_BYTES) {
                    readLength(in);
                } else {
                    length = in.readInt();
                    cut(in);
                }
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        writer.readComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        writer.writabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private void readLength(ByteBuf in) {
        length = length << 8 | in.readUnsignedByte();
        if (++lengthBytes == Frames.LENGTH_BYTES) {
            lengthBytes = 0;
            cut(in);
        }
    }

    private void cut(ByteBuf in) {
        if (in.readableBytes() < length) {
            partial = keeping ? new byte[length] : spanning;
            filled = 0;
        } else if (keeping) {
            byte[] frame = new byte[length];
            in.readBytes(frame);
            hand(frame);
        } else {
            int start = in.readerIndex();
            byte type = in.getByte(start);
            sink.frame(writer, type, type == Frames.DATA ? 0 : in.getLong(start + Frames.VALUE_AT));
            in.skipBytes(length);
        }
    }

    private void fill(byte[] growing, ByteBuf in) {
        int count = Math.min(in.readableBytes(), length - filled);
        in.readBytes(growing, filled, count);
        filled += count;
        if (filled == length) {
            partial = null;
            hand(growing);
        }
    }

    private void hand(byte[] frame) {
        kept = frame;
        byte type = frame[0];
        sink.frame(writer, type, type == Frames.DATA ? 0 : Frames.value(frame));
    }
}
