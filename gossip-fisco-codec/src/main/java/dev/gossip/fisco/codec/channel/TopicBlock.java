package dev.gossip.fisco.codec.channel;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.fisco.codec.wire.WireWriter;
import dev.gossip.spi.protocol.MalformedException;

/**
 * A topic and what follows it in the data of channel frames (FISCO BCOS 2.x).
 *
 * <pre>
 *   | topic length in bytes + 1 (1 byte, counts itself) | topic | data |
 * </pre>
 */
public record TopicBlock(String topic, Bytes data) {

    /** The longest topic in bytes of UTF-8. */
    public static final int MAX_TOPIC_BYTES = 254;

    /**
     * The block's bytes.
     *
     * @throws GossipException if the topic is too long
     */
    public Bytes encode() {
        Bytes name = Bytes.utf8(topic);
        if (name.length() > MAX_TOPIC_BYTES) {
            throw new GossipException("a topic of " + name.length() + " bytes; generation 2 allows at most "
                    + MAX_TOPIC_BYTES + " bytes of UTF-8");
        }
        return new WireWriter(1 + name.length() + data.length())
                .u8(name.length() + 1, "topic length")
                .bytes(name)
                .bytes(data)
                .done();
    }

    /** Decodes the data of a frame. A length of 0 is what SDKs write for topics of 255 bytes. */
    public static TopicBlock decode(Bytes data) throws MalformedException {
        WireReader in = WireReader.ofPayload(data);
        int length = in.u8("topic length");
        if (length == 0) {
            throw in.problem(
                    "a topic length of 0, which counts itself; the longest topic has " + MAX_TOPIC_BYTES + " bytes");
        }
        return new TopicBlock(in.text(in.take(length - 1, "topic"), "topic"), in.rest());
    }
}
