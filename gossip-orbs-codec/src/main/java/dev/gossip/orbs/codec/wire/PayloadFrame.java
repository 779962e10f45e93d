package dev.gossip.orbs.codec.wire;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Payloads to a message and back, in the form that {@link PayloadFraming} draws. */
public final class PayloadFrame {

    /** A message without payloads. */
    public static final Bytes KEEPALIVE = Bytes.wrap(new byte[Integer.BYTES]);

    private PayloadFrame() {}

    /** The message; copies each payload once. */
    public static Bytes encode(List<Bytes> payloads) {
        long length = Integer.BYTES;
        for (Bytes payload : payloads) {
            length += Integer.BYTES + PayloadFraming.padded(payload.length());
        }
        byte[] message = new byte[Math.toIntExact(length)];
        ByteBuffer out = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(payloads.size());
        for (Bytes payload : payloads) {
            out.putInt(payload.length());
            int start = out.position();
            payload.copyTo(out);
            out.position(start + (int) PayloadFraming.padded(payload.length()));
        }
        return Bytes.wrap(message);
    }

    /**
     * The payloads, as slices of the message.
     *
     * @throws MalformedException fatal, if counts and sizes do not add up to the message's length
     */
    public static List<Bytes> decode(Bytes message) throws MalformedException {
        ByteBuffer in = message.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < Integer.BYTES) {
            throw broken("a message of " + message.length() + " bytes has no room for its count");
        }
        long count = Integer.toUnsignedLong(in.getInt());
        if (count > in.remaining() / Integer.BYTES) {
            throw broken(count + " payloads do not fit into " + message.length() + " bytes");
        }
        List<Bytes> payloads = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            if (in.remaining() < Integer.BYTES) {
                throw broken("payload " + i + " of " + count + " is missing");
            }
            long size = Integer.toUnsignedLong(in.getInt());
            long padded = PayloadFraming.padded(size);
            if (padded > in.remaining()) {
                throw broken("payload " + i + " of " + size + " bytes exceeds the message");
            }
            payloads.add(message.slice(in.position(), (int) size));
            in.position(in.position() + (int) padded);
        }
        if (in.hasRemaining()) {
            throw broken(in.remaining() + " bytes follow the last payload");
        }
        return payloads;
    }

    private static MalformedException broken(String detail) {
        return MalformedException.fatal(DropReason.MALFORMED, detail);
    }
}
