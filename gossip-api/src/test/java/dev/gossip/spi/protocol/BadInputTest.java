package dev.gossip.spi.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.FramingException;
import org.junit.jupiter.api.Test;

/** Exceptions about bad input carry a countable reason and no stack trace. */
class BadInputTest {

    @Test
    void malformedMessagesSayWhetherTheLinkSurvives() {
        MalformedException drop = MalformedException.drop(DropReason.UNSIGNED, "no signature");
        assertThat(drop).hasMessage("no signature");
        assertThat(drop.reason()).isEqualTo(DropReason.UNSIGNED);
        assertThat(drop.isFatal()).isFalse();
        assertThat(drop.getStackTrace()).isEmpty();
        assertThat(MalformedException.fatal(DropReason.MALFORMED, "x").isFatal())
                .isTrue();
    }

    @Test
    void badFramingHasNoTrace() {
        FramingException bad = new FramingException(DropReason.FRAME_TOO_LARGE, "9 bytes above the limit of 8");
        assertThat(bad.reason()).isEqualTo(DropReason.FRAME_TOO_LARGE);
        assertThat(bad.getStackTrace()).isEmpty();
    }

    @Test
    void closeReasonsTellWhoEndedIt() {
        assertThat(CloseReason.local("bye").initiator()).isEqualTo(CloseReason.Initiator.LOCAL);
        assertThat(CloseReason.remote("bye").initiator()).isEqualTo(CloseReason.Initiator.REMOTE);
        assertThat(CloseReason.failed("reset").initiator()).isEqualTo(CloseReason.Initiator.CARRIER);
        assertThat(CloseReason.refused(DropReason.WRONG_PEER, "x").reason()).isEqualTo(DropReason.WRONG_PEER);
        assertThat(DropReason.WRONG_PEER).hasToString("wrong-peer");
    }
}
