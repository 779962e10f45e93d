package dev.gossip.spi.transport;

import java.util.Optional;

/** How a protocol rides on one kind of carrier. */
public sealed interface Carriage {

    /** The carrier that this is for. */
    CarrierKind kind();

    /** The largest frame that may be sent or accepted, in bytes. */
    int maxFrameBytes();

    /** Over a byte stream, cut by {@code framing}. */
    record ByteStream(Framing framing) implements Carriage {
        @Override
        public CarrierKind kind() {
            return CarrierKind.BYTE_STREAM;
        }

        @Override
        public int maxFrameBytes() {
            return framing.maxFrameBytes();
        }
    }

    /** Over a message stream opened at {@code path}. */
    record MessageStream(String path, int maxFrameBytes) implements Carriage {
        @Override
        public CarrierKind kind() {
            return CarrierKind.MESSAGE_STREAM;
        }
    }

    /**
     * Over HTTP/2 calls.
     *
     * @param streamMethod full name of the bidirectional method, {@code package.Service/Method}
     * @param probeMethod full name of a unary method that answers an empty message, if there is one
     */
    record Calls(String streamMethod, Optional<String> probeMethod, int maxFrameBytes) implements Carriage {
        @Override
        public CarrierKind kind() {
            return CarrierKind.CALLS;
        }
    }
}
