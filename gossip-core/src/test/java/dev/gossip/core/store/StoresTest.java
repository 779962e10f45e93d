package dev.gossip.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Ping;
import dev.gossip.core.store.MessageStore.Standing;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.Supersession;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StoresTest {

    private static final Duration LIFETIME = Duration.ofSeconds(10);

    private final VirtualTime time = new VirtualTime();

    /** Content is {@code key:number}; a higher number replaces a lower one; no colon means no key. */
    private static final Supersession BY_NUMBER = new Supersession() {
        @Override
        public Optional<Bytes> keyOf(Sealed sealed) {
            String text = sealed.content().utf8();
            return text.contains(":") ? Optional.of(Bytes.utf8(text.split(":")[0])) : Optional.empty();
        }

        @Override
        public Relation relate(Sealed arriving, Sealed stored) {
            return number(arriving) > number(stored) ? Relation.SUPERSEDES : Relation.SUPERSEDED;
        }

        private int number(Sealed sealed) {
            return Integer.parseInt(sealed.content().utf8().split(":")[1]);
        }

        @Override
        public Duration lifetime(Sealed sealed) {
            return LIFETIME;
        }
    };

    private static Envelope statement(String text) {
        Sealed sealed = new Sealed(Bytes.utf8(text), Bytes.empty(), Optional.empty(), List.of(), text);
        return new Envelope(Message.of(Topic.NONE, new Ping()), sealed, new MessageId(sealed.content()));
    }

    private MessageStore store(int bound) {
        return new MessageStore(BY_NUMBER, time, bound);
    }

    @Test
    void aNewerStatementReplacesAndAnOlderOneIsRefused() {
        MessageStore store = store(10);
        store.put(statement("a:2"));
        assertThat(store.standing(statement("a:1").sealed())).isEqualTo(Standing.SUPERSEDED);
        assertThat(store.standing(statement("a:2").sealed())).isEqualTo(Standing.DUPLICATE);
        assertThat(store.standing(statement("a:3").sealed())).isEqualTo(Standing.NEWS);
        assertThat(store.standing(statement("b:1").sealed())).isEqualTo(Standing.NEWS);

        store.put(statement("a:3"));
        store.put(statement("a:1"));
        assertThat(store.find(Bytes.utf8("a"))
                        .map(found -> found.sealed().content().utf8()))
                .contains("a:3");
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void aStatementBecomesATombstoneAndThenIsForgotten() {
        MessageStore store = store(10);
        store.put(statement("a:5"));
        time.advance(LIFETIME.plusMillis(1));
        assertThat(store.find(Bytes.utf8("a"))).isEmpty();
        assertThat(store.standing(statement("a:5").sealed())).isEqualTo(Standing.DUPLICATE);
        assertThat(store.standing(statement("a:4").sealed())).isEqualTo(Standing.SUPERSEDED);

        time.advance(LIFETIME);
        store.sweep();
        assertThat(store.size()).isZero();
        assertThat(store.standing(statement("a:4").sealed())).isEqualTo(Standing.NEWS);
    }

    @Test
    void aStatementWithoutKeyIsNotStored() {
        MessageStore store = store(10);
        store.put(statement("free"));
        assertThat(store.size()).isZero();
    }

    @Test
    void theOldestEntriesGoFirst() {
        MessageStore store = store(3);
        for (int i = 0; i < 5; i++) {
            store.put(statement("k" + i + ":1"));
        }
        assertThat(store.size()).isEqualTo(3);
        assertThat(store.find(Bytes.utf8("k1"))).isEmpty();
        assertThat(store.find(Bytes.utf8("k4"))).isPresent();
    }

    @Test
    void randomStatementsNeverGoBackInTime() {
        long seed = new java.security.SecureRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        MessageStore store = store(1_000);
        int[] highest = new int[20];
        for (int i = 0; i < 20_000; i++) {
            int key = random.nextInt(highest.length);
            int number = random.nextInt(1, 1_000);
            Standing expected = number > highest[key]
                    ? Standing.NEWS
                    : number == highest[key] ? Standing.DUPLICATE : Standing.SUPERSEDED;
            Envelope statement = statement("k" + key + ":" + number);
            assertThat(store.standing(statement.sealed())).as("seed %d", seed).isEqualTo(expected);
            store.put(statement);
            highest[key] = Math.max(highest[key], number);
        }
    }

    @Test
    void seenMessagesRememberHoldersUntilTheyExpire() {
        SeenMessages seen = new SeenMessages(time, LIFETIME, 100);
        MessageId id = new MessageId(Bytes.utf8("m"));
        NodeId giver = new NodeId(Bytes.utf8("giver"));
        NodeId other = new NodeId(Bytes.utf8("other"));
        assertThat(seen.isKnown(id, Optional.of(giver))).isFalse();
        assertThat(seen.note(id, Optional.of(giver))).isTrue();
        assertThat(seen.note(id, Optional.of(other))).isFalse();
        assertThat(seen.holders(id)).containsExactlyInAnyOrder(giver, other);

        time.advance(LIFETIME.plusMillis(1));
        seen.note(new MessageId(Bytes.utf8("n")), Optional.empty());
        assertThat(seen.isKnown(id, Optional.empty())).isFalse();
    }

    @Test
    void seenMessagesStayWithinTheirBound() {
        SeenMessages seen = new SeenMessages(time, LIFETIME, 10);
        for (int i = 0; i < 1_000; i++) {
            seen.note(new MessageId(Bytes.ofLong(i)), Optional.empty());
        }
        int known = 0;
        for (int i = 0; i < 1_000; i++) {
            known += seen.isKnown(new MessageId(Bytes.ofLong(i)), Optional.empty()) ? 1 : 0;
        }
        assertThat(known).isEqualTo(10);
        assertThat(seen.isKnown(new MessageId(Bytes.ofLong(999)), Optional.empty()))
                .isTrue();
    }

    @Test
    void verdictsAreRememberedForExactBytesOnlyAndNotForUnknownSigners() {
        VerdictCache cache = new VerdictCache(time, LIFETIME, 2);
        Sealed good = statement("a:1").sealed();
        Sealed tampered = new Sealed(good.content(), Bytes.utf8("x"), Optional.empty(), List.of(), "");
        cache.remember(good, Verification.VALID);
        cache.remember(statement("b:1").sealed(), Verification.unknownSigner("who?"));
        assertThat(cache.find(good)).contains(Verification.VALID);
        assertThat(cache.find(tampered)).isEmpty();
        assertThat(cache.find(statement("b:1").sealed())).isEmpty();

        time.advance(LIFETIME.plusMillis(1));
        assertThat(cache.find(good)).isEmpty();
    }

    @Test
    void theVerdictLeastRecentlyAskedForGoesFirst() {
        VerdictCache cache = new VerdictCache(time, LIFETIME, 2);
        cache.remember(statement("a:1").sealed(), Verification.VALID);
        cache.remember(statement("b:1").sealed(), Verification.VALID);
        cache.find(statement("a:1").sealed());
        cache.remember(statement("c:1").sealed(), Verification.VALID);
        assertThat(cache.find(statement("a:1").sealed())).isPresent();
        assertThat(cache.find(statement("b:1").sealed())).isEmpty();
    }

    @Test
    void anOldMessageIsForgottenAlsoIfNothingNewComes() {
        SeenMessages seen = new SeenMessages(time, LIFETIME, 100);
        MessageId id = new MessageId(Bytes.utf8("m"));
        seen.note(id, Optional.empty());
        time.advance(LIFETIME.plusMillis(1));
        assertThat(seen.isKnown(id, Optional.empty())).isFalse();
    }

    @Test
    void verdictsOnLargeStatementsAreNotRemembered() {
        VerdictCache cache = new VerdictCache(time, LIFETIME, 2);
        Sealed large = new Sealed(
                Bytes.wrap(new byte[VerdictCache.MAX_BYTES]), Bytes.utf8("s"), Optional.empty(), List.of(), "");
        cache.remember(large, Verification.VALID);
        assertThat(cache.find(large)).isEmpty();
    }

    @Test
    void aRememberedVerdictDoesNotKeepTheFrameAlive() {
        VerdictCache cache = new VerdictCache(time, LIFETIME, 2);
        Bytes frame = Bytes.utf8("content and signature and much more");
        Sealed slices = new Sealed(frame.slice(0, 7), frame.slice(12, 9), Optional.empty(), List.of(), "");
        cache.remember(slices, Verification.VALID);
        assertThat(cache.find(slices)).contains(Verification.VALID);
        assertThat(cache.find(
                        new Sealed(Bytes.utf8("content"), Bytes.utf8("signature"), Optional.empty(), List.of(), "")))
                .contains(Verification.VALID);
        assertThat(cache.find(
                        new Sealed(Bytes.utf8("Content"), Bytes.utf8("signature"), Optional.empty(), List.of(), "")))
                .isEmpty();
    }
}
