package dev.gossip.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import io.grpc.Status;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CloseReasonsTest {

    @Test
    void aBusyPeerIsNotAFrameThatIsTooLarge() {
        CloseReason reason = CloseReasons.of(Status.RESOURCE_EXHAUSTED.withDescription("Bandwidth exhausted"), false);
        assertThat(reason.initiator()).isEqualTo(CloseReason.Initiator.CARRIER);
        assertThat(reason.detail()).contains("Bandwidth exhausted");
    }

    @Test
    void aPeersWordForATooLargeFrameIsThePeers() {
        Status status = Status.RESOURCE_EXHAUSTED.withDescription("grpc: received message larger than max");
        assertThat(CloseReasons.of(status, true))
                .isEqualTo(CloseReason.remote("RESOURCE_EXHAUSTED: grpc: received message larger than max"));
    }

    @Test
    void aCancellationWithACauseIsAFailure() {
        Status status = Status.CANCELLED.withCause(new IOException("the message is broken"));
        assertThat(CloseReasons.of(status, false)).isEqualTo(CloseReason.failed("the message is broken"));
    }

    @Test
    void aStatusWithoutWordsIsItsCode() {
        assertThat(CloseReasons.of(Status.UNAVAILABLE, true)).isEqualTo(CloseReason.remote("UNAVAILABLE"));
    }

    @Test
    void onlyBlameIsToldToThePeer() {
        assertThat(CloseReasons.status(CloseReason.local("shutting down"))).isEqualTo(Status.OK);
        assertThat(CloseReasons.status(CloseReason.refused(DropReason.MALFORMED, "x".repeat(9_000)))
                        .getDescription())
                .hasSizeLessThan(300);
    }
}
