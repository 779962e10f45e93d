package dev.gossip.fabric.privatedata;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import dev.gossip.api.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The border between {@link Bytes} and protobuf, and the hash of private writes. */
final class Protos {

    private Protos() {}

    static ByteString string(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.asReadOnlyBuffer());
    }

    static Bytes bytes(ByteString string) {
        return Bytes.wrap(string.toByteArray());
    }

    /** Parses the whole of {@code input}; fields share its memory, unknown ones are not kept. */
    static <M extends Message> M parse(Parser<M> parser, ByteString input) throws InvalidProtocolBufferException {
        CodedInputStream in = input.newCodedInput();
        in.enableAliasing(true);
        M message = DiscardUnknownFieldsParser.wrap(parser).parseFrom(in);
        in.checkLastTagWas(0);
        return message;
    }

    /** SHA-256, by which blocks name the private writes of their transactions. */
    static Bytes hash(Bytes rwset) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(rwset.asReadOnlyBuffer());
            return Bytes.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
