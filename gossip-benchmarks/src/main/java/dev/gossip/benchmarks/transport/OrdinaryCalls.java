package dev.gossip.benchmarks.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests and answers as most programs on Netty have them: a number before each frame, a future per request, one flush per
 * message. Whoever calls does so once; whoever is called answers at once.
 */
final class OrdinaryCalls extends SimpleChannelInboundHandler<ByteBuf> implements Carrier.Line {

    private final Channel channel;
    private final boolean calling;
    private final Carrier.Sink sink;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<byte[]>> pending = new ConcurrentHashMap<>();

    OrdinaryCalls(Channel channel, boolean calling, Carrier.Sink sink) {
        this.channel = channel;
        this.calling = calling;
        this.sink = sink;
    }

    @Override
    public boolean offer(byte[] frame) {
        long number = numbers.incrementAndGet();
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        answer.thenAccept(content -> sink.frame(this, content[0], Frames.value(content)));
        pending.put(number, answer);
        write(number, frame);
        return true;
    }

    private void write(long number, byte[] frame) {
        channel.writeAndFlush(channel.alloc()
                .buffer(Long.BYTES + frame.length)
                .writeLong(number)
                .writeBytes(frame));
    }

    @Override
    public void close() {
        channel.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
        long number = in.readLong();
        byte[] frame = new byte[in.readableBytes()];
        in.readBytes(frame);
        if (calling) {
            CompletableFuture<byte[]> waiting = pending.remove(number);
            if (waiting != null) {
                waiting.complete(frame);
            }
        } else {
            sink.frame(new Answer(number), frame[0], Frames.value(frame));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private final class Answer implements Carrier.Line {

        private final long number;

        Answer(long number) {
            this.number = number;
        }

        @Override
        public boolean offer(byte[] frame) {
            write(number, frame);
            return true;
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
