package dev.gossip.fisco.codec.channel;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.fisco.codec.wire.WireWriter;
import dev.gossip.spi.protocol.MalformedException;
import java.nio.charset.StandardCharsets;

/**
 * A frame of the channel protocol between nodes and SDKs of FISCO BCOS 2.x; also the payload of AMOP packets between nodes.
 *
 * <pre>
 *   | length of the whole frame 4 | type 2 | seq 32 | result 4 | data |
 * </pre>
 *
 * @param type see the constants
 * @param seq 32 printable ASCII characters
 * @param result signed; 0 unless the frame reports an error
 */
public record ChannelFrame(int type, String seq, int result, Bytes data) {

    public static final int RPC = 0x12;
    public static final int HEARTBEAT = 0x13;
    public static final int HANDSHAKE = 0x14;
    /** AMOP to one subscriber. */
    public static final int AMOP_REQUEST = 0x30;

    public static final int AMOP_RESPONSE = 0x31;
    /** The whole topic list of an SDK. */
    public static final int TOPICS = 0x32;
    /** AMOP to all subscribers. */
    public static final int AMOP_MULTICAST = 0x35;

    public static final int TOPIC_CERT = 0x37;
    public static final int TOPIC_VERDICT = 0x38;
    public static final int BLOCK_NOTIFY = 0x1001;

    /** Bytes before the data. */
    public static final int HEADER_BYTES = 42;

    /** Characters of a seq. */
    public static final int SEQ_LENGTH = 32;

    /** The seq of what a node pushes by itself. */
    public static final String PUSH_SEQ = "0".repeat(SEQ_LENGTH);

    /**
     * The frame's bytes.
     *
     * @throws GossipException if the seq is not 32 printable ASCII characters
     */
    public Bytes encode() {
        if (!isSeq(seq)) {
            throw new GossipException(
                    "a channel frame needs a seq of " + SEQ_LENGTH + " printable ASCII characters, not '" + seq + "'");
        }
        long length = (long) HEADER_BYTES + data.length();
        return new WireWriter((int) Math.min(length, Integer.MAX_VALUE))
                .u32(length, "frame length")
                .u16(type, "frame type")
                .bytes(Bytes.wrap(seq.getBytes(StandardCharsets.US_ASCII)))
                .i32(result)
                .bytes(data)
                .done();
    }

    /**
     * Decodes exactly one frame that came from a stream.
     *
     * @throws MalformedException fatal, naming the field
     */
    public static ChannelFrame decode(Bytes frame) throws MalformedException {
        return decode(frame, WireReader.ofPacket(frame));
    }

    /**
     * Decodes exactly one frame that was the payload of a packet.
     *
     * @throws MalformedException naming the field; costs this message only
     */
    public static ChannelFrame decodePayload(Bytes frame) throws MalformedException {
        return decode(frame, WireReader.ofPayload(frame));
    }

    private static ChannelFrame decode(Bytes frame, WireReader in) throws MalformedException {
        long length = in.u32("frame length");
        if (length != frame.length() || length < HEADER_BYTES) {
            throw in.problem("a channel frame that says " + length + " bytes and has " + frame.length()
                    + "; its header alone has " + HEADER_BYTES);
        }
        int type = in.u16("frame type");
        String seq = in.text(in.take(SEQ_LENGTH, "seq"), "seq");
        if (!isSeq(seq)) {
            throw in.problem("a seq that is not " + SEQ_LENGTH + " printable ASCII characters");
        }
        return new ChannelFrame(type, seq, in.i32("result"), in.rest());
    }

    private static boolean isSeq(String seq) {
        return seq.length() == SEQ_LENGTH && seq.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }
}
