package dev.gossip.fabric.codec;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import dev.gossip.api.Attachment;
import dev.gossip.api.Bytes;
import dev.gossip.api.Sealed;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.Secret;
import org.hyperledger.fabric.protos.gossip.SecretEnvelope;

/** The border between {@link Bytes} and protobuf. One copy is made when a frame is parsed; everything else shares it. */
final class Wire {

    /** Content fields of GossipMessage are numbered from here ... */
    private static final int FIRST_CONTENT = GossipMessage.ALIVE_MSG_FIELD_NUMBER;

    /** ... to here. */
    private static final int LAST_CONTENT = GossipMessage.PRIVATE_DATA_FIELD_NUMBER;

    private Wire() {}

    static ByteString string(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.asReadOnlyBuffer());
    }

    static Bytes bytes(ByteString string) {
        if (string.isEmpty()) {
            return Bytes.empty();
        }
        Borrowed borrowed = new Borrowed();
        try {
            UnsafeByteOperations.unsafeWriteTo(string, borrowed);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to be read", e);
        }
        return borrowed.runs == 1 ? borrowed.run : Bytes.wrap(string.toByteArray());
    }

    static List<Bytes> bytes(List<ByteString> strings) {
        return strings.stream().map(Wire::bytes).toList();
    }

    static List<ByteString> strings(List<Bytes> bytes) {
        return bytes.stream().map(Wire::string).toList();
    }

    /** Parses the whole of {@code input}; fields share its memory if it is on the heap. */
    static <M> M parse(Parser<M> parser, ByteString input) throws InvalidProtocolBufferException {
        CodedInputStream in = input.newCodedInput();
        in.enableAliasing(true);
        M message = parser.parseFrom(in);
        in.checkLastTagWas(0);
        return message;
    }

    /** Parses a payload the way Fabric's peers do where protobuf libraries differ. */
    static GossipMessage gossip(ByteString payload) throws InvalidProtocolBufferException {
        GossipMessage message = parse(GossipMessage.parser(), withOneContent(payload));
        for (UnknownFieldSet.Field field : message.getUnknownFields().asMap().values()) {
            if (!field.getGroupList().isEmpty()) {
                throw new InvalidProtocolBufferException("groups do not occur in gossip messages");
            }
        }
        return message;
    }

    /** Of content that occurs repeatedly only the last counts; Java alone would merge it, Fabric replaces it. */
    private static ByteString withOneContent(ByteString payload) throws InvalidProtocolBufferException {
        try {
            BitSet seen = new BitSet();
            boolean repeated = false;
            int lastStart = -1;
            CodedInputStream in = payload.newCodedInput();
            for (int start = 0, tag = in.readTag(); tag != 0; start = in.getTotalBytesRead(), tag = in.readTag()) {
                int field = WireFormat.getTagFieldNumber(tag);
                if (isContent(field)) {
                    repeated |= seen.get(field);
                    seen.set(field);
                    lastStart = start;
                }
                skip(in, tag);
            }
            return repeated ? without(payload, lastStart) : payload;
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
    }

    private static ByteString without(ByteString payload, int lastStart) throws IOException {
        ByteString kept = ByteString.EMPTY;
        CodedInputStream in = payload.newCodedInput();
        for (int start = 0, tag = in.readTag(); tag != 0; start = in.getTotalBytesRead(), tag = in.readTag()) {
            skip(in, tag);
            if (start == lastStart || !isContent(WireFormat.getTagFieldNumber(tag))) {
                kept = kept.concat(payload.substring(start, in.getTotalBytesRead()));
            }
        }
        return kept;
    }

    private static void skip(CodedInputStream in, int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new InvalidProtocolBufferException("the end of a group that has no start");
        }
    }

    private static boolean isContent(int field) {
        return field >= FIRST_CONTENT && field <= LAST_CONTENT;
    }

    /** The wire form of a statement, with the very bytes that were signed. */
    static Envelope envelope(Sealed sealed) {
        Envelope.Builder envelope =
                Envelope.newBuilder().setPayload(string(sealed.content())).setSignature(string(sealed.signature()));
        for (Attachment secret : sealed.attachments()) {
            envelope.setSecretEnvelope(SecretEnvelope.newBuilder()
                    .setPayload(string(secret.content()))
                    .setSignature(string(secret.signature())));
        }
        return envelope.build();
    }

    /** The internal endpoint in a secret's payload; empty if there is none to be read. */
    static Optional<String> internalEndpoint(Bytes secretPayload) {
        try {
            Secret secret = parse(Secret.parser(), string(secretPayload));
            return Optional.of(secret.getInternalEndpoint()).filter(text -> !text.isEmpty());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    static MalformedException malformed(String detail) {
        return MalformedException.drop(DropReason.MALFORMED, detail);
    }

    /** Learns where a string's bytes are, instead of copying them. */
    private static final class Borrowed extends ByteOutput {
        private Bytes run = Bytes.empty();
        private int runs;

        @Override
        public void write(byte value) {
            runs = Integer.MAX_VALUE;
        }

        @Override
        public void write(byte[] value, int offset, int length) {
            runs = Integer.MAX_VALUE;
        }

        @Override
        public void writeLazy(byte[] value, int offset, int length) {
            run = Bytes.wrap(value, offset, length);
            runs++;
        }

        @Override
        public void write(ByteBuffer value) {
            runs = Integer.MAX_VALUE;
        }

        @Override
        public void writeLazy(ByteBuffer value) {
            runs = Integer.MAX_VALUE;
        }
    }
}
