package dev.gossip.examples.demo.orbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.orbs.codec.wire.PayloadFraming;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.support.SendQueue;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UplinkTest {

    private static final int MEGABYTE = 1_000_000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final PayloadFraming FRAMING = new PayloadFraming(MEGABYTE);
    private static final LinkOptions OPTIONS = LinkOptions.of(new Carriage.ByteStream(FRAMING), Optional.empty());

    private final VirtualTime time = new VirtualTime();
    private final VirtualRuntime runtime = new VirtualRuntime(time, 1);
    private final Uplink uplink = new Uplink(runtime, MEGABYTE);
    private final RecordingCarrier one = new RecordingCarrier();
    private final RecordingCarrier two = new RecordingCarrier();
    private final PacedConnection toOne = paced(one);
    private final PacedConnection toTwo = paced(two);
    private final Bytes frame = frame();

    private PacedConnection paced(RecordingCarrier carrier) {
        return new PacedConnection(carrier, carrier, new SendQueue(OPTIONS, FRAMING), uplink);
    }

    private Bytes frame() {
        byte[] content = new byte[MEGABYTE];
        runtime.newRandom("frame").nextBytes(content);
        return Bytes.wrap(content);
    }

    private void send(PacedConnection connection) {
        assertThat(connection.offer(frame, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
    }

    @Test
    void connectionsShareTheRateAndTheirBytesStayTheSame() {
        send(toOne);
        send(toTwo);
        time.advance(SECOND);
        assertThat(one.bytes().length()).isBetween(460_000, 540_000);
        assertThat(two.bytes().length()).isBetween(460_000, 540_000);
        time.advance(SECOND);
        assertThat(one.bytes()).isEqualTo(frame);
        assertThat(two.bytes()).isEqualTo(frame);
        assertThat(uplink.sentBytes()).isEqualTo(2L * MEGABYTE);
    }

    @Test
    void anIdleLineSavesNothingUp() {
        time.advance(Duration.ofMinutes(1));
        send(toOne);
        time.advance(Duration.ofMillis(500));
        assertThat(one.bytes().length()).isBetween(480_000, 540_000);
    }

    @Test
    void whatWasAcceptedLeavesBeforeTheClose() {
        send(toOne);
        toOne.close(CloseReason.local("enough"));
        assertThat(one.isClosed()).isFalse();
        assertThat(toOne.offer(frame, FramePriority.DATA)).isEqualTo(SendResult.CLOSED);
        time.advance(SECOND);
        assertThat(one.bytes()).isEqualTo(frame);
        assertThat(one.isClosed()).isTrue();
    }

    @Test
    void aSocketThatTakesNothingHoldsNobodyUp() {
        one.refuse(true);
        send(toOne);
        send(toTwo);
        time.advance(SECOND);
        assertThat(two.bytes()).isEqualTo(frame);
        one.refuse(false);
        toOne.writable();
        time.advance(SECOND);
        assertThat(one.bytes()).isEqualTo(frame);
    }
}
