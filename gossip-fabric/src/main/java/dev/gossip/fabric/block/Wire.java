package dev.gossip.fabric.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import dev.gossip.api.Bytes;
import java.io.IOException;

/** The border between {@link Bytes} and protobuf. */
final class Wire {

    private Wire() {}

    /** Copies once; what is parsed from the result shares that copy. */
    static ByteString string(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.toByteArray());
    }

    static Bytes bytes(ByteString string) {
        return Bytes.wrap(string.toByteArray());
    }

    /** Parses the whole of {@code input} but keeps no unknown fields; the others share its memory. */
    static <M extends Message> M parse(Parser<M> parser, ByteString input) throws InvalidProtocolBufferException {
        CodedInputStream in = input.newCodedInput();
        in.enableAliasing(true);
        M message = DiscardUnknownFieldsParser.wrap(parser).parseFrom(in);
        in.checkLastTagWas(0);
        return message;
    }

    /**
     * How often a field occurs, found without parsing: a few bytes of a repeated field become a much larger object.
     *
     * @param path numbers of nested fields; the last one is counted
     */
    static long count(ByteString message, int... path) throws InvalidProtocolBufferException {
        try {
            return count(message.newCodedInput(), path, 0);
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
    }

    private static long count(CodedInputStream in, int[] path, int depth) throws IOException {
        long found = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            boolean matches = WireFormat.getTagFieldNumber(tag) == path[depth]
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            if (matches && depth + 1 < path.length) {
                int outer = in.pushLimit(in.readRawVarint32());
                found += count(in, path, depth + 1);
                in.popLimit(outer);
            } else {
                found += matches ? 1 : 0;
                if (!in.skipField(tag)) {
                    throw new InvalidProtocolBufferException("the end of a group that has no start");
                }
            }
        }
        return found;
    }
}
