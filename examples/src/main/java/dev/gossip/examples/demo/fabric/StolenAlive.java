package dev.gossip.examples.demo.fabric;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Optional;
import java.util.stream.Stream;

/** An alive statement of somebody else, as overheard. */
record StolenAlive(Codec codec, Envelope envelope, Alive said) {

    private static final LinkPeer ANYBODY = new LinkPeer(
            HostileContext.ENDPOINT,
            Optional.empty(),
            Assurance.CLAIMED,
            Optional.empty(),
            PeerAddress.of("overheard", 0),
            Attributes.empty());

    /** Statements about {@code victim} in a message, pushed or as part of a membership response. */
    static Stream<StolenAlive> in(Codec codec, Bytes frame, NodeId victim) {
        return open(codec, frame).stream()
                .flatMap(found -> found.body() instanceof MembershipResponse response
                        ? response.alive().stream()
                        : Stream.of(found))
                .filter(found ->
                        found.body() instanceof Alive alive && alive.subject().equals(victim))
                .map(found -> new StolenAlive(codec, found, (Alive) found.body()));
    }

    private static Optional<Envelope> open(Codec codec, Bytes frame) {
        try {
            Sealed sealed = codec.open(frame, ANYBODY);
            Message message = codec.read(sealed, ANYBODY);
            return Optional.of(new Envelope(message, sealed, codec.idOf(sealed)));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    boolean isNewerThan(StolenAlive other) {
        return said.time().isAfter(other.said.time());
    }

    /** The statement as it was overheard. */
    Bytes frame() {
        return frame(envelope.sealed().content());
    }

    /** The same statement with one bit changed: the one that, if it were believed, would make it the newest of all. */
    Bytes withFlippedBit() {
        byte[] content = envelope.sealed().content().toByteArray();
        Bytes best = frame();
        LogicalTime newest = said.time();
        for (int bit = 0; bit < content.length * Byte.SIZE; bit++) {
            byte[] changed = content.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Bytes forged = frame(Bytes.wrap(changed));
            Optional<LogicalTime> time = timeIfOtherwiseEqual(forged);
            if (time.isPresent() && time.get().isAfter(newest)) {
                best = forged;
                newest = time.get();
            }
        }
        return best;
    }

    private Bytes frame(Bytes content) {
        Sealed sealed = envelope.sealed();
        Sealed changed =
                new Sealed(content, sealed.signature(), sealed.origin(), sealed.attachments(), sealed.decoded());
        return codec.seal(new Envelope(envelope.message(), changed, envelope.id()), LinkClass.ONLY);
    }

    private Optional<LogicalTime> timeIfOtherwiseEqual(Bytes forged) {
        return in(codec, forged, said.subject())
                .map(StolenAlive::said)
                .filter(alive -> at(alive, said.time()).equals(said))
                .map(Alive::time)
                .findFirst();
    }

    private static Alive at(Alive alive, LogicalTime time) {
        return new Alive(alive.subject(), alive.external(), alive.internal(), time, alive.metadata(), alive.identity());
    }
}
