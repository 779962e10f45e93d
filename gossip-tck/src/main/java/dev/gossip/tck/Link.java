package dev.gossip.tck;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;

/** Both ends of one connection: near dialled, far accepted. */
record Link(Connection near, Events nearEvents, Connection far, Events farEvents) {

    /** Sends {@code text} from near to far and waits for it there. */
    void deliver(String text, Patience patience) {
        Bytes frame = Bytes.utf8(text);
        SendResult result = near.offer(frame, FramePriority.DATA);
        if (result != SendResult.ACCEPTED) {
            throw new AssertionError(
                    "expected the frame '" + text + "' to be accepted on a healthy connection, got " + result);
        }
        Bytes received = patience.next("the frame '" + text + "' at the other end", farEvents.frames);
        if (!received.equals(frame)) {
            throw new AssertionError("expected the frame '" + text + "', got " + received);
        }
    }
}
