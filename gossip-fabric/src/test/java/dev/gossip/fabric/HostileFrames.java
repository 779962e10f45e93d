package dev.gossip.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.gossip.api.Bytes;
import java.util.List;
import java.util.SplittableRandom;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage.Tag;

/** Frames that a hostile member could send: real ones with changes at every depth, and random messages. */
final class HostileFrames {

    private static final int DEPTH = 5;

    private final SplittableRandom random;
    private final List<Envelope> real;
    private final Statements sender;
    private final String channel;

    HostileFrames(SplittableRandom random, List<Envelope> real, Statements sender, String channel) {
        this.random = random;
        this.real = real;
        this.sender = sender;
        this.channel = channel;
    }

    Bytes next() {
        return switch (random.nextInt(20)) {
            case 0 -> Bytes.wrap(bent(some().toByteArray()));
            case 1 -> frame(some().toBuilder().setPayload(bentContent(some().getPayload())));
            case 2, 3, 4, 5, 6, 7, 8 -> frame(signed(changed(content(some()).toBuilder(), 0)));
            case 9, 10, 11, 12 -> frame(unsigned(changed(content(some()).toBuilder(), 0)));
            case 13, 14, 15 -> frame(signed(random(GossipMessage.newBuilder(), 0)));
            case 16, 17 -> frame(unsigned(random(GossipMessage.newBuilder(), 0)));
            default -> frame(some().toBuilder());
        };
    }

    private Envelope some() {
        return real.get(random.nextInt(real.size()));
    }

    private static Bytes frame(Envelope.Builder envelope) {
        return Bytes.wrap(envelope.build().toByteArray());
    }

    private static GossipMessage content(Envelope envelope) {
        try {
            return GossipMessage.parseFrom(envelope.getPayload());
        } catch (InvalidProtocolBufferException e) {
            return GossipMessage.getDefaultInstance();
        }
    }

    /** With its channel and a legal tag more often than not, so that most of it gets past the first checks. */
    private Envelope.Builder unsigned(Message.Builder message) {
        GossipMessage.Builder gossip = (GossipMessage.Builder) message;
        if (random.nextInt(4) > 0 && !gossip.getChannel().isEmpty()) {
            gossip.setChannel(ByteString.copyFromUtf8(channel));
        }
        if (random.nextInt(4) > 0) {
            gossip.setTag(
                    switch (gossip.getContentCase()) {
                        case ALIVE_MSG, MEM_REQ, MEM_RES, PEER_IDENTITY, CONN -> Tag.EMPTY;
                        case HELLO, DATA_DIG, DATA_REQ, DATA_UPDATE ->
                            gossip.getChannel().isEmpty() ? Tag.EMPTY : Tag.CHAN_AND_ORG;
                        case DATA_MSG, LEADERSHIP_MSG -> Tag.CHAN_AND_ORG;
                        case PRIVATE_DATA, PRIVATEREQ, PRIVATERES -> Tag.CHAN_ONLY;
                        case ACK, EMPTY, CONTENT_NOT_SET -> Tag.UNDEFINED;
                        default -> Tag.CHAN_OR_ORG;
                    });
        }
        return Envelope.newBuilder().setPayload(gossip.build().toByteString());
    }

    /** Signatures cost more than all else, and only some statements are ours to sign. */
    private Envelope.Builder signed(Message.Builder message) {
        Envelope.Builder envelope = unsigned(message);
        return random.nextInt(20) == 0
                ? envelope.setSignature(sender.sign(envelope.getPayload()))
                : envelope.setSignature(ByteString.copyFrom(bytes(72)));
    }

    private ByteString bentContent(ByteString payload) {
        return ByteString.copyFrom(bent(payload.toByteArray()));
    }

    private byte[] bent(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> bytes = java.util.Arrays.copyOf(bytes, at);
            default -> {
                int from = random.nextInt(bytes.length);
                int length = random.nextInt(Math.min(bytes.length - from, bytes.length - at) + 1);
                System.arraycopy(bytes.clone(), from, bytes, at, length);
            }
        }
        return bytes;
    }

    /** Changes one field, as deep as it finds one. */
    private Message.Builder changed(Message.Builder message, int depth) {
        List<FieldDescriptor> present = List.copyOf(message.getAllFields().keySet());
        if (present.isEmpty() || random.nextInt(8) == 0) {
            return filled(message, depth);
        }
        FieldDescriptor field = present.get(random.nextInt(present.size()));
        boolean list = field.isRepeated();
        int count = list ? message.getRepeatedFieldCount(field) : 1;
        int at = random.nextInt(Math.max(1, count));
        switch (random.nextInt(6)) {
            case 0 -> message.clearField(field);
            case 1 -> filled(message, depth);
            default -> {
                Object before = list ? message.getRepeatedField(field, at) : message.getField(field);
                Object after = before instanceof Message nested
                        ? changed(nested.toBuilder(), depth + 1).build()
                        : value(message, field, depth);
                if (after instanceof Message envelope && envelope instanceof Envelope inner && random.nextInt(2) == 0) {
                    after = signed(changed(content(inner).toBuilder(), depth + 1))
                            .build();
                }
                if (list) {
                    message.setRepeatedField(field, at, after);
                    if (random.nextInt(4) == 0) {
                        message.addRepeatedField(field, before);
                    }
                } else {
                    message.setField(field, after);
                }
            }
        }
        return message;
    }

    private Message.Builder random(Message.Builder message, int depth) {
        int fields = 1 + random.nextInt(3);
        for (int i = 0; i < fields; i++) {
            filled(message, depth);
        }
        return message;
    }

    private Message.Builder filled(Message.Builder message, int depth) {
        List<FieldDescriptor> all = message.getDescriptorForType().getFields();
        if (all.isEmpty() || depth > DEPTH) {
            return message;
        }
        FieldDescriptor field = all.get(random.nextInt(all.size()));
        if (field.isRepeated()) {
            message.addRepeatedField(field, value(message, field, depth));
        } else {
            message.setField(field, value(message, field, depth));
        }
        return message;
    }

    private Object value(Message.Builder owner, FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> random.nextInt();
            case LONG -> random.nextInt(3) == 0 ? random.nextLong() : (long) random.nextInt(20);
            case FLOAT, DOUBLE -> throw new IllegalStateException("gossip has no floating point numbers");
            case BOOLEAN -> random.nextBoolean();
            case STRING -> random.nextBoolean() ? channel : "x:" + random.nextInt(70_000);
            case BYTE_STRING -> blob();
            case ENUM -> some(field.getEnumType().getValues());
            case MESSAGE ->
                field.getMessageType().equals(Envelope.getDescriptor()) && random.nextBoolean()
                        ? some()
                        : random(owner.newBuilderForField(field), depth + 1).build();
        };
    }

    private EnumValueDescriptor some(List<EnumValueDescriptor> values) {
        return values.get(random.nextInt(values.size()));
    }

    private ByteString blob() {
        return switch (random.nextInt(6)) {
            case 0 -> ByteString.EMPTY;
            case 1 -> sender.pkiId();
            case 2 -> sender.mac(channel);
            case 3 -> ByteString.copyFromUtf8(channel);
            case 4 -> ByteString.copyFromUtf8(Integer.toString(random.nextInt(20)));
            default -> ByteString.copyFrom(bytes(random.nextInt(40)));
        };
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }
}
