package dev.gossip.spi.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Seeds;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.DropReason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class InboundGateTest {

    private static final long SECOND = 1_000_000_000L;
    private static final InboundLimits WIDE = new InboundLimits(1_000, 1_000_000, 1_000_000, 1_000, 1_000);

    /** Close to the end of the range, where differences of readings overflow. */
    private long now = Long.MAX_VALUE - SECOND;

    private final TimeSource clock = new TimeSource() {
        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };

    private InboundGate gate(InboundLimits limits) {
        return new InboundGate(limits, clock);
    }

    private static InetAddress host(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static InetAddress host(int number) {
        return host("10." + (number >> 16) + "." + (number >> 8 & 0xff) + "." + (number & 0xff));
    }

    private static void expect(InboundGate.Place place, DropReason reason, String limit) {
        assertThat(place.refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.initiator()).isEqualTo(CloseReason.Initiator.LOCAL);
            assertThat(refusal.detail()).contains(limit);
        });
    }

    @Test
    void eachHostHasPlacesOfItsOwn() {
        InboundGate gate = gate(WIDE.withConnectionsPerHost(2));
        InboundGate.Place first = gate.enter(host("127.0.0.1"), false);
        assertThat(first.refusal()).isEmpty();
        assertThat(gate.enter(host("127.0.0.1"), false).refusal()).isEmpty();
        expect(gate.enter(host("127.0.0.1"), false), DropReason.TOO_MANY_FROM_HOST, "connectionsPerHost");
        assertThat(gate.enter(host("127.0.0.2"), false).refusal()).isEmpty();
        first.close();
        first.close();
        assertThat(gate.enter(host("127.0.0.1"), false).refusal()).isEmpty();
        expect(gate.enter(host("127.0.0.1"), false), DropReason.TOO_MANY_FROM_HOST, "2");
    }

    @Test
    void anIpv6HostIsItsNetwork() {
        InboundGate gate = gate(WIDE.withConnectionsPerHost(1));
        assertThat(gate.enter(host("2001:db8:0:1::1"), false).refusal()).isEmpty();
        expect(gate.enter(host("2001:db8:0:1:ffff::2"), false), DropReason.TOO_MANY_FROM_HOST, "1");
        assertThat(gate.enter(host("2001:db8:0:2::1"), false).refusal()).isEmpty();
        assertThat(gate.enter(host("::1"), false).refusal()).isEmpty();
        assertThat(gate.enter(host("127.0.0.1"), false).refusal()).isEmpty();
        assertThat(gate.enter(host("::ffff:10.0.0.1"), false).refusal()).isEmpty();
        expect(gate.enter(host("10.0.0.1"), false), DropReason.TOO_MANY_FROM_HOST, "1");
    }

    @Test
    void theBurstIsRestoredAtTheRate() {
        InboundGate gate = gate(WIDE.withConnectRate(10, 3));
        InetAddress host = host(1);
        for (int i = 0; i < 3; i++) {
            assertThat(gate.enter(host, false).refusal()).isEmpty();
        }
        expect(gate.enter(host, false), DropReason.CONNECTS_TOO_FAST, "connectsPerSecond");
        assertThat(gate.enter(host(2), false).refusal()).as("another host").isEmpty();
        now += SECOND / 10 - 1;
        expect(gate.enter(host, false), DropReason.CONNECTS_TOO_FAST, "connectBurst");
        now += 1;
        assertThat(gate.enter(host, false).refusal()).isEmpty();
        expect(gate.enter(host, false), DropReason.CONNECTS_TOO_FAST, "10");
        now += 100 * SECOND;
        for (int i = 0; i < 3; i++) {
            assertThat(gate.enter(host, false).refusal())
                    .as("no more than the burst is saved")
                    .isEmpty();
        }
        expect(gate.enter(host, false), DropReason.CONNECTS_TOO_FAST, "10");
    }

    @Test
    void attemptsThatOtherLimitsEndCountForTheRate() {
        InboundGate gate = gate(WIDE.withConnectRate(1, 2).withConnectionsPerHost(1));
        gate.enter(host(1), false);
        expect(gate.enter(host(1), false), DropReason.TOO_MANY_FROM_HOST, "1");
        expect(gate.enter(host(1), false), DropReason.CONNECTS_TOO_FAST, "1");
    }

    @Test
    void handshakesAreLimitedPerHostAndInAll() {
        InboundGate gate = gate(WIDE.withHandshakes(3, 2));
        InboundGate.Place first = gate.enter(host(1), true);
        InboundGate.Place second = gate.enter(host(1), true);
        expect(gate.enter(host(1), true), DropReason.TOO_MANY_HANDSHAKES_FROM_HOST, "handshakesPerHost");
        assertThat(gate.enter(host(1), false).refusal()).as("without TLS").isEmpty();
        assertThat(gate.enter(host(2), true).refusal()).isEmpty();
        expect(gate.enter(host(3), true), DropReason.TOO_MANY_HANDSHAKES, "handshakes");
        first.handshakeDone();
        first.handshakeDone();
        first.close();
        assertThat(gate.enter(host(3), true).refusal()).isEmpty();
        expect(gate.enter(host(1), true), DropReason.TOO_MANY_HANDSHAKES, "3");
        second.close();
        assertThat(gate.enter(host(1), true).refusal())
                .as("left during its handshake")
                .isEmpty();
    }

    @Test
    void aRefusedPlaceGivesNothingBack() {
        InboundGate gate = gate(WIDE.withConnectionsPerHost(1).withHandshakes(1, 1));
        gate.enter(host(1), true);
        InboundGate.Place refused = gate.enter(host(1), true);
        refused.handshakeDone();
        refused.close();
        expect(gate.enter(host(1), true), DropReason.TOO_MANY_FROM_HOST, "1");
        expect(gate.enter(host(2), true), DropReason.TOO_MANY_HANDSHAKES, "1");
    }

    @Test
    void hostsWithoutConnectionsAreForgotten() {
        InboundGate gate = gate(WIDE.withConnectRate(1, 1));
        List<InboundGate.Place> staying = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            InboundGate.Place place = gate.enter(host(i), true);
            if (i < 10) {
                staying.add(place);
            } else {
                place.close();
            }
            assertThat(gate.hosts()).isLessThanOrEqualTo(InboundGate.MAX_IDLE_HOSTS + 10);
        }
        expect(gate.enter(host(99_999), false), DropReason.CONNECTS_TOO_FAST, "1");
        expect(gate.enter(host(0), false), DropReason.CONNECTS_TOO_FAST, "1");
        now += SECOND;
        staying.forEach(InboundGate.Place::close);
        assertThat(gate.hosts())
                .as("hosts whose burst is restored make no difference")
                .isZero();
    }

    @Test
    void whateverHappensTheLimitsHoldAndNothingIsLeft() {
        Seeds.forEach(this::limitsHold);
    }

    private void limitsHold(RandomGenerator random) {
        record Guest(int host, InboundGate.Place place) {}
        InboundLimits limits = new InboundLimits(3, 1_000, 50, 5, 2);
        InboundGate gate = gate(limits);
        List<Guest> guests = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            int number = random.nextInt(4);
            if (random.nextInt(3) > 0) {
                InboundGate.Place place = gate.enter(host(number), random.nextBoolean());
                if (place.refusal().isEmpty()) {
                    guests.add(new Guest(number, place));
                }
            } else if (!guests.isEmpty()) {
                InboundGate.Place leaving =
                        guests.remove(random.nextInt(guests.size())).place();
                leaving.handshakeDone();
                leaving.close();
            }
            now += random.nextInt(3) * SECOND / 1_000;
            assertThat(guests.stream().filter(guest -> guest.host() == number))
                    .hasSizeLessThanOrEqualTo(limits.connectionsPerHost());
        }
        guests.forEach(guest -> guest.place().close());
        now += SECOND;
        for (int i = 0; i < limits.handshakesPerHost(); i++) {
            assertThat(gate.enter(host(0), true).refusal()).isEmpty();
        }
        gate.enter(host(4), false).close();
        assertThat(gate.hosts())
                .as("the one that is here and the one that just left")
                .isEqualTo(2);
    }
}
