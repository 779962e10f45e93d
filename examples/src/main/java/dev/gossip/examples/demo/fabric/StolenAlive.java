package dev.gossip.examples.demo.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.NodeId;
import dev.gossip.api.body.LogicalTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.gossip.AliveMessage;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;

/** An alive statement of somebody else, as overheard. */
record StolenAlive(Envelope envelope, AliveMessage said) {

    /** Statements about {@code victim} in a message, pushed or as part of a membership response. */
    static Stream<StolenAlive> in(Envelope envelope, NodeId victim) {
        return message(envelope.getPayload()).stream()
                .flatMap(message ->
                        message.hasMemRes() ? message.getMemRes().getAliveList().stream() : Stream.of(envelope))
                .flatMap(found -> of(found).stream())
                .filter(alive -> alive.said()
                        .getMembership()
                        .getPkiId()
                        .equals(ByteString.copyFrom(victim.value().asReadOnlyBuffer())));
    }

    private static Optional<StolenAlive> of(Envelope envelope) {
        return message(envelope.getPayload())
                .filter(GossipMessage::hasAliveMsg)
                .map(message -> new StolenAlive(envelope, message.getAliveMsg()));
    }

    private static Optional<GossipMessage> message(ByteString payload) {
        try {
            return Optional.of(GossipMessage.parseFrom(payload));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    boolean isNewerThan(StolenAlive other) {
        return time(said).isAfter(time(other.said));
    }

    /** The same statement with one bit changed: the one that, if it were believed, would make it the newest of all. */
    Envelope withFlippedBit() {
        byte[] payload = envelope.getPayload().toByteArray();
        byte[] best = payload;
        LogicalTime newest = time(said);
        for (int bit = 0; bit < payload.length * Byte.SIZE; bit++) {
            byte[] forged = payload.clone();
            forged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Optional<LogicalTime> time = timeIfOtherwiseEqual(forged);
            if (time.isPresent() && time.get().isAfter(newest)) {
                best = forged;
                newest = time.get();
            }
        }
        return envelope.toBuilder().setPayload(ByteString.copyFrom(best)).build();
    }

    private Optional<LogicalTime> timeIfOtherwiseEqual(byte[] payload) {
        return message(ByteString.copyFrom(payload))
                .filter(GossipMessage::hasAliveMsg)
                .map(GossipMessage::getAliveMsg)
                .filter(alive -> alive.toBuilder()
                        .setTimestamp(said.getTimestamp())
                        .build()
                        .equals(said))
                .map(StolenAlive::time);
    }

    private static LogicalTime time(AliveMessage alive) {
        return new LogicalTime(
                alive.getTimestamp().getIncNum(), alive.getTimestamp().getSeqNum());
    }
}
