package dev.gossip.fabric.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.spi.protocol.MalformedException;
import java.util.List;
import org.hyperledger.fabric.protos.gossip.GossipMessage;

/**
 * An application's message, in an extension field that Fabric's schema does not use. Fabric's peers would refuse it, so it
 * goes only to nodes that say they are ours.
 *
 * <pre>
 *   GossipMessage field 1000 (bytes):
 *     1 author PKI-ID | 2 topic name | 3 segments (repeated) | 4 incarnation | 5 sequence
 * </pre>
 *
 * @param time makes two equal messages two statements
 */
record ApplicationData(NodeId author, String name, LogicalTime time, List<Bytes> segments) {

    /** What our nodes write into the metadata of their alive messages. */
    static final Bytes MARKER = Bytes.utf8("gossip-java");

    private static final int FIELD = 1000;
    private static final int AUTHOR = 1;
    private static final int NAME = 2;
    private static final int SEGMENT = 3;
    private static final int INCARNATION = 4;
    private static final int SEQUENCE = 5;

    static boolean isIn(GossipMessage message) {
        return message.getUnknownFields().hasField(FIELD);
    }

    static ApplicationData from(GossipMessage message) throws MalformedException {
        List<ByteString> values = message.getUnknownFields().getField(FIELD).getLengthDelimitedList();
        if (values.size() != 1) {
            throw Wire.malformed("an application message needs exactly one field " + FIELD);
        }
        try {
            UnknownFieldSet fields = UnknownFieldSet.parseFrom(values.get(0));
            ByteString author = first(fields.getField(AUTHOR).getLengthDelimitedList());
            if (author.isEmpty()) {
                throw Wire.malformed("an application message without author");
            }
            return new ApplicationData(
                    new NodeId(Wire.bytes(author)),
                    first(fields.getField(NAME).getLengthDelimitedList()).toStringUtf8(),
                    new LogicalTime(number(fields.getField(INCARNATION)), number(fields.getField(SEQUENCE))),
                    Wire.bytes(fields.getField(SEGMENT).getLengthDelimitedList()));
        } catch (InvalidProtocolBufferException e) {
            throw Wire.malformed("an undecodable application message: " + e.getMessage());
        }
    }

    void writeTo(GossipMessage.Builder message) {
        Field.Builder parts = Field.newBuilder();
        segments.forEach(segment -> parts.addLengthDelimited(Wire.string(segment)));
        UnknownFieldSet fields = UnknownFieldSet.newBuilder()
                .addField(AUTHOR, text(Wire.string(author.value())))
                .addField(NAME, text(ByteString.copyFromUtf8(name)))
                .addField(SEGMENT, parts.build())
                .addField(
                        INCARNATION,
                        Field.newBuilder().addVarint(time.incarnation()).build())
                .addField(
                        SEQUENCE, Field.newBuilder().addVarint(time.sequence()).build())
                .build();
        message.setUnknownFields(UnknownFieldSet.newBuilder()
                .addField(FIELD, text(fields.toByteString()))
                .build());
    }

    private static Field text(ByteString value) {
        return Field.newBuilder().addLengthDelimited(value).build();
    }

    private static ByteString first(List<ByteString> values) {
        return values.isEmpty() ? ByteString.EMPTY : values.get(0);
    }

    private static long number(Field field) {
        return field.getVarintList().isEmpty() ? 0 : field.getVarintList().get(0);
    }
}
