package dev.gossip.orbs.codec.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.gossip.api.Bytes;
import dev.gossip.spi.protocol.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The header as the proto3 message that Orbs describes.
 *
 * <pre>
 *   1 protocol_version uint32 | 2 virtual_chain_id uint32 | 3 recipient_node_addresses repeated bytes
 *   4 recipient_mode enum     | 5 + topic index: the message type, an enum that is written even if it is 0
 * </pre>
 */
final class ProtobufHeader {

    private static final int VERSION = 1;
    private static final int CHAIN = 2;
    private static final int RECIPIENTS = 3;
    private static final int MODE = 4;
    private static final int FIRST_TOPIC = 5;
    private static final int LAST_TOPIC = 15;

    private ProtobufHeader() {}

    static Bytes encode(Header header) {
        byte[] buffer = new byte[48 + header.recipients().size() * (Header.MAX_ADDRESS_BYTES + 2)];
        CodedOutputStream out = CodedOutputStream.newInstance(buffer);
        try {
            if (header.version() != 0) {
                out.writeUInt32(VERSION, (int) header.version());
            }
            if (header.chain() != 0) {
                out.writeUInt32(CHAIN, (int) header.chain());
            }
            for (Bytes recipient : header.recipients()) {
                out.writeByteArray(RECIPIENTS, recipient.toByteArray());
            }
            if (header.mode() != 0) {
                out.writeEnum(MODE, header.mode());
            }
            out.writeEnum(FIRST_TOPIC + header.topic(), header.type());
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to be written", e);
        }
        return Bytes.wrap(buffer, 0, out.getTotalBytesWritten());
    }

    static Header decode(Bytes payload) throws MalformedException {
        try {
            return read(CodedInputStream.newInstance(payload.toByteArray()));
        } catch (IOException e) {
            throw MalformedException.drop(WireDropReasons.BAD_HEADER, "the header is not protobuf: " + e.getMessage());
        }
    }

    private static Header read(CodedInputStream in) throws IOException, MalformedException {
        long version = 0;
        long chain = 0;
        int mode = 0;
        int topic = Header.NO_TOPIC;
        int type = 0;
        List<Bytes> recipients = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            int wire = WireFormat.getTagWireType(tag);
            if (field == RECIPIENTS && wire == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                recipients.add(Addresses.checked(Bytes.wrap(in.readByteArray())));
            } else if (wire != WireFormat.WIRETYPE_VARINT || field > LAST_TOPIC) {
                skip(in, tag);
            } else if (field == VERSION) {
                version = Integer.toUnsignedLong(in.readUInt32());
            } else if (field == CHAIN) {
                chain = Integer.toUnsignedLong(in.readUInt32());
            } else if (field == MODE) {
                mode = in.readEnum();
            } else if (field >= FIRST_TOPIC) {
                topic = field - FIRST_TOPIC;
                type = in.readEnum();
            } else {
                skip(in, tag);
            }
        }
        return new Header(version, chain, mode, recipients, topic, type);
    }

    private static void skip(CodedInputStream in, int tag) throws IOException, MalformedException {
        if (!in.skipField(tag)) {
            throw MalformedException.drop(WireDropReasons.BAD_HEADER, "the header ends a group that it never began");
        }
    }
}
