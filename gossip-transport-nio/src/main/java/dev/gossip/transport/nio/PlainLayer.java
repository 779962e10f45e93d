package dev.gossip.transport.nio;

import dev.gossip.spi.transport.SecurityFacts;
import java.nio.ByteBuffer;

/** No TLS: frames are what travels. */
final class PlainLayer implements Layer {

    private final SocketLink link;

    PlainLayer(SocketLink link) {
        this.link = link;
    }

    @Override
    public void start() {
        link.opened(SecurityFacts.PLAIN);
    }

    @Override
    public boolean wantsInput() {
        return true;
    }

    @Override
    public void prepare(ByteBuffer in) {
        // Nothing is kept here.
    }

    @Override
    public void received(ByteBuffer in) {
        link.decoded(in);
    }

    @Override
    public void resume() {
        // Nothing is kept here.
    }

    @Override
    public boolean canSend() {
        return true;
    }

    @Override
    public long encode(FrameSource frames, ByteBuffer out) {
        return frames.gather(out);
    }

    @Override
    public void goodbye(ByteBuffer out) {
        // The end of the stream says it.
    }

    @Override
    public void release() {
        // Nothing is kept here.
    }
}
