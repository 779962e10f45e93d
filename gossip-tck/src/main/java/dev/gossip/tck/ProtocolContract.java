package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Attachment;
import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.Framing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of a {@link Protocol}, of its framing and of its codec, as rules P01 to P12. Extend it in a test class and
 * implement the factory methods; the rules make frames of the sample messages, damage them in every way and read them.
 */
@ExtendWith(RuleReporter.class)
public abstract class ProtocolContract {

    private static final long SEED = 20_261_121L;

    /** Bits flipped per frame; larger frames are sampled. */
    private static final int FLIPS = 3_000;

    protected ProtocolContract() {}

    /** A protocol to be judged. */
    protected abstract Protocol protocol();

    /** The protocol opened for an endpoint that may write every sample. */
    protected abstract EndpointProtocol endpoint();

    /** Legal messages, at least one; best one per body. */
    protected abstract List<Message> samples();

    /** A message that breaks a limit of the protocol, if its limits can be broken by a message. */
    protected Optional<Message> tooLarge() {
        return Optional.empty();
    }

    /** Signs what the protocol's policy says is signed; codecs do not verify, so any bytes may do. */
    protected Bytes sign(Bytes content) {
        return Bytes.utf8("signature over " + content.length() + " bytes");
    }

    /** Who hands the frames over. */
    protected LinkPeer from() {
        return LinkPeer.unknown("contract", PeerAddress.of("127.0.0.1", 7_000));
    }

    /** Frame forms that links may negotiate. */
    protected List<LinkClass> linkClasses() {
        return List.of(LinkClass.ONLY);
    }

    /**
     * Whether a shortened or changed frame may read like the original, because the protocol ignores some bytes (padding,
     * say).
     */
    protected boolean ignoresBytes() {
        return false;
    }

    @Test
    @DisplayName("P01 Its name is kebab-case and it is chosen by name only")
    void p01ChosenByName() {
        assertThat(protocol().name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
        assertThat(protocol().priority()).as("priority").isZero();
    }

    @Test
    @DisplayName("P02 It rides on at least one carrier, and each carriage fits its carrier")
    void p02CarriagesFit() {
        List<Carriage> carriages = carriages();
        assertThat(carriages).as("carriages").isNotEmpty();
        for (CarrierKind kind : CarrierKind.values()) {
            protocol().carriage(kind).ifPresent(carriage -> {
                assertThat(carriage.kind()).isEqualTo(kind);
                assertThat(carriage.maxFrameBytes())
                        .as("largest frame on %s", kind)
                        .isPositive();
            });
        }
    }

    @Test
    @DisplayName("P03 The cutter finds the same frames however the stream is chopped")
    void p03CuttingIsStable() {
        framing().ifPresent(framing -> FramingChecks.cutsAnyChopping(framing, frames()));
    }

    @Test
    @DisplayName(
            "P04 The cutter refuses what exceeds the limit as soon as the length is known, and throws nothing else")
    void p04CutterKeepsTheLimit() {
        framing().ifPresent(framing -> {
            FramingChecks.refusesOversize(framing);
            FramingChecks.survivesFlips(framing, frames());
        });
    }

    @Test
    @DisplayName("P05 What is written reads as the same message, with the same signed bytes")
    void p05ReadOfWrite() throws MalformedException {
        for (Message message : samples()) {
            Envelope written = envelope(message);
            for (LinkClass form : linkClasses()) {
                Sealed opened = codec().open(codec().seal(written, form), from());
                assertThat(opened.content())
                        .as("signed bytes of %s", name(message))
                        .isEqualTo(written.sealed().content());
                assertThat(opened.signature())
                        .as("signature of %s", name(message))
                        .isEqualTo(written.sealed().signature());
                assertThat(opened.origin()).as("origin of %s", name(message)).isEqualTo(written.origin());
                assertThat(codec().read(opened, from())).as("message").isEqualTo(message);
            }
        }
    }

    @Test
    @DisplayName("P06 What was read is written again byte by byte, under the same id")
    void p06WriteOfRead() throws MalformedException {
        for (Message message : samples()) {
            Envelope written = envelope(message);
            for (LinkClass form : linkClasses()) {
                Bytes frame = codec().seal(written, form);
                Sealed opened = codec().open(frame, from());
                Envelope again = new Envelope(codec().read(opened, from()), opened, codec().idOf(opened));
                assertThat(again.id()).as("id of %s", name(message)).isEqualTo(written.id());
                assertThat(codec().seal(again, form))
                        .as("frame of %s", name(message))
                        .isEqualTo(frame);
            }
        }
    }

    @Test
    @DisplayName("P07 A frame cut at any offset is malformed or another statement, and throws nothing else")
    void p07TruncationIsNoticed() {
        for (Bytes frame : frames()) {
            List<Object> whole = statement(frame);
            for (int length = 0; length < frame.length(); length++) {
                expectDifferent(whole, frame.slice(0, length), "cut to " + length + " of " + frame.length() + " bytes");
            }
        }
    }

    @Test
    @DisplayName("P08 A frame with any bit flipped is malformed or another statement, and throws nothing else")
    void p08FlipsAreNoticed() {
        for (Bytes frame : frames()) {
            List<Object> whole = statement(frame);
            int bits = frame.length() * 8;
            SplittableRandom random = new SplittableRandom(SEED);
            for (int i = 0; i < Math.min(bits, FLIPS); i++) {
                int bit = bits <= FLIPS ? i : random.nextInt(bits);
                expectDifferent(whole, Mutations.flip(frame, bit), "with bit " + bit + " flipped");
            }
        }
    }

    @Test
    @DisplayName("P09 Random bytes are malformed or harmless, and throw nothing else")
    void p09GarbageIsHarmless() {
        for (int seed = 0; seed < 2_000; seed++) {
            tryRead(Payloads.random(seed % 300, SEED + seed), "random bytes of seed " + (SEED + seed));
        }
    }

    @Test
    @DisplayName("P10 Limits are kept when writing, and the error names the limit")
    void p10LimitsAreKept() {
        int limit = carriages().stream().mapToInt(Carriage::maxFrameBytes).min().orElseThrow();
        assertThat(frames())
                .allSatisfy(frame ->
                        assertThat(frame.length()).as("length of a frame").isLessThanOrEqualTo(limit));
        tooLarge()
                .ifPresent(message -> assertThatThrownBy(() -> codec().seal(envelope(message), LinkClass.ONLY))
                        .as("writing a message that breaks a limit")
                        .isInstanceOf(GossipException.class)
                        .hasMessageMatching("(?s).*\\d.*"));
    }

    @Test
    @DisplayName("P11 Declared bodies can be written, another body is refused with an error that names it")
    void p11BodiesAreDeclared() {
        assertThat(samples()).as("samples").isNotEmpty();
        for (Message message : samples()) {
            assertThat(protocol().bodies())
                    .as("declared bodies")
                    .contains(message.body().getClass());
        }
        Topic topic = samples().get(0).topic();
        assertThatThrownBy(() -> codec().write(Message.of(topic, new Undeclared())))
                .as("writing a body that is not declared")
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("undeclared");
    }

    @Test
    @DisplayName("P12 Ids tell statements apart, not copies, and the codec serves several threads at once")
    void p12IdsAndThreads() {
        List<Bytes> frames = frames();
        List<String> expected = frames.stream().map(this::describe).toList();
        List<CompletableFuture<List<String>>> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            threads.add(CompletableFuture.supplyAsync(
                    () -> frames.stream().map(this::describe).toList()));
        }
        threads.forEach(seen -> assertThat(seen.join())
                .as("ids and messages read by several threads")
                .isEqualTo(expected));
        List<Bytes> contents = samples().stream()
                .map(message -> envelope(message).sealed().content())
                .distinct()
                .toList();
        assertThat(samples().stream().map(message -> envelope(message).id()).distinct())
                .as("ids of different statements")
                .hasSizeGreaterThanOrEqualTo(contents.size());
        for (Message message : samples()) {
            Sealed sealed = envelope(message).sealed();
            assertThat(codec().idOf(sealed.stripped()))
                    .as("id without attachments")
                    .isEqualTo(codec().idOf(sealed));
        }
    }

    private String describe(Bytes frame) {
        try {
            Sealed opened = codec().open(frame, from());
            return codec().idOf(opened) + " " + codec().read(opened, from());
        } catch (MalformedException e) {
            throw new AssertionError("a frame that was read before is malformed now: " + e.getMessage(), e);
        }
    }

    private void expectDifferent(List<Object> whole, Bytes damaged, String damage) {
        Optional<Sealed> read = tryRead(damaged, "a frame " + damage);
        if (read.isPresent() && !ignoresBytes()) {
            assertThat(statement(read.get())).as("a frame " + damage).isNotEqualTo(whole);
        }
    }

    private List<Object> statement(Bytes frame) {
        return statement(tryRead(frame, "an undamaged frame")
                .orElseThrow(() -> new AssertionError("an undamaged frame is malformed: " + frame)));
    }

    private static List<Object> statement(Sealed sealed) {
        return List.of(sealed.content(), sealed.signature(), sealed.attachments());
    }

    private Optional<Sealed> tryRead(Bytes frame, String what) {
        try {
            Sealed opened = codec().open(frame, from());
            codec().read(opened, from());
            codec().idOf(opened);
            return Optional.of(opened);
        } catch (MalformedException e) {
            assertThat(e.getMessage()).as("the rule broken by " + what).isNotBlank();
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("expected " + what + " to be read or to be malformed, but it threw " + e, e);
        }
    }

    private Codec codec() {
        return endpoint().codec();
    }

    private Envelope envelope(Message message) {
        EndpointProtocol endpoint = endpoint();
        Codec.Content content = endpoint.codec().write(message);
        Bytes signature = endpoint.signing().signs(message) ? sign(content.content()) : Bytes.empty();
        List<Attachment> attachments = content.attachments().stream()
                .map(part -> new Attachment(part, sign(part)))
                .toList();
        Sealed sealed = endpoint.codec().sealed(message, content, signature, attachments);
        return new Envelope(message, sealed, endpoint.codec().idOf(sealed));
    }

    private List<Bytes> frames() {
        return samples().stream()
                .flatMap(message -> linkClasses().stream().map(form -> codec().seal(envelope(message), form)))
                .toList();
    }

    private List<Carriage> carriages() {
        return Arrays.stream(CarrierKind.values())
                .flatMap(kind -> protocol().carriage(kind).stream())
                .toList();
    }

    private Optional<Framing> framing() {
        return protocol().carriage(CarrierKind.BYTE_STREAM).map(carriage -> ((Carriage.ByteStream) carriage).framing());
    }

    private static String name(Message message) {
        return message.body().bodyName();
    }

    private record Undeclared() implements Body {}
}
