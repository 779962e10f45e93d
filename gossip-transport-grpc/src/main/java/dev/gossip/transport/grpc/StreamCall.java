package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import dev.gossip.spi.transport.CloseReason;

/** One bidirectional call as seen from either end. Used on the event loop of its connection only. */
interface StreamCall {

    /** Whether HTTP/2 has few enough bytes of ours to take a message. */
    boolean isReady();

    void send(Bytes frame);

    /** Asks for one more message. */
    void request();

    /** Ends the call behind what was sent. */
    void finish(CloseReason reason);

    /** Ends the call without regard to what was sent; the peer hears of it if it listens. */
    void abandon(CloseReason reason);

    /** Ends the call whether or not the peer listens. */
    void cut();
}
