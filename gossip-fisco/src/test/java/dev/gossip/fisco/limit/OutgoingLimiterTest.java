package dev.gossip.fisco.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Topic;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.TopicSequence;
import dev.gossip.fisco.codec.body.GroupMessage;
import dev.gossip.fisco.codec.body.ModuleMessage;
import dev.gossip.fisco.codec.body.Transit;
import dev.gossip.fisco.codec.front.Modules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutgoingLimiterTest {

    private static final NodeId B = NodeId.fromHex("0b");
    private static final NodeId C = NodeId.fromHex("0c");
    private static final long SECOND = 1_000_000_000L;
    private static final Subject AMOP = new Subject("", Modules.AMOP);
    private static final Subject SYNC = new Subject("group0", Modules.BLOCK_SYNC);
    private static final OutgoingLimits LIMITS =
            OutgoingLimits.NONE.withTotal(1_000).withPerLink(600).withPerGroup(500);

    private static OutgoingLimiter limiter(OutgoingLimits limits) {
        return new OutgoingLimiter(limits, 0);
    }

    @Test
    void f43_theTotalBindsAllLinksTogether() {
        OutgoingLimiter limiter = limiter(LIMITS);
        assertThat(limiter.take(B, "b", AMOP, 600, 0)).isEmpty();
        assertThat(limiter.take(C, "c", AMOP, 401, 0)).contains(LimitDrops.TOTAL_BANDWIDTH);
        assertThat(limiter.take(C, "c", AMOP, 400, 0)).isEmpty();
        assertThat(limiter.take(C, "c", AMOP, 1, 0)).contains(LimitDrops.TOTAL_BANDWIDTH);
        assertThat(limiter.take(C, "c", AMOP, 200, SECOND / 2)).isEmpty();
    }

    @Test
    void f43_oneLinkThatIsFullLeavesTheOthersAlone() {
        OutgoingLimiter limiter = limiter(LIMITS);
        assertThat(limiter.take(B, "b", AMOP, 600, 0)).isEmpty();
        for (int i = 0; i < 100; i++) {
            assertThat(limiter.take(B, "b", AMOP, 300, 0)).contains(LimitDrops.LINK_BANDWIDTH);
        }
        // What the link refused was given back to the total.
        assertThat(limiter.take(C, "c", AMOP, 400, 0)).isEmpty();
    }

    @Test
    void f43_whatAGroupRefusesIsGivenBackToTheTotalAndTheLink() {
        OutgoingLimiter limiter = limiter(LIMITS);
        assertThat(limiter.take(B, "b", SYNC, 500, 0)).isEmpty();
        for (int i = 0; i < 100; i++) {
            assertThat(limiter.take(B, "b", SYNC, 100, 0)).contains(LimitDrops.GROUP_BANDWIDTH);
        }
        assertThat(limiter.take(B, "b", new Subject("group1", Modules.BLOCK_SYNC), 100, 0))
                .isEmpty();
        assertThat(limiter.take(C, "c", AMOP, 400, 0)).isEmpty();
    }

    @Test
    void f43_hostsAndGroupsMayHaveLimitsOfTheirOwn() {
        OutgoingLimiter limiter = limiter(LIMITS.withHost("10.0.0.2", 50).withGroup("group0", 20));
        assertThat(limiter.take(B, "10.0.0.2", AMOP, 50, 0)).isEmpty();
        assertThat(limiter.take(B, "10.0.0.2", AMOP, 1, 0)).contains(LimitDrops.LINK_BANDWIDTH);
        assertThat(limiter.take(C, "10.0.0.3", SYNC, 20, 0)).isEmpty();
        assertThat(limiter.take(C, "10.0.0.3", SYNC, 1, 0)).contains(LimitDrops.GROUP_BANDWIDTH);
        assertThat(limiter.take(C, "10.0.0.3", new Subject("group1", Modules.BLOCK_SYNC), 300, 0))
                .isEmpty();
    }

    @Test
    void f43_freeModulesAndOurOwnPacketsCountAndAreNeverRefused() {
        OutgoingLimiter limiter = limiter(LIMITS);
        for (int module :
                new int[] {Subject.NONE, Modules.RAFT, Modules.PBFT, Modules.CONS_TXS_SYNC, Modules.TXS_SYNC}) {
            assertThat(limiter.take(B, "b", new Subject("group0", module), 5_000, 0))
                    .isEmpty();
        }
        assertThat(limiter.take(C, "c", AMOP, 1, 0)).contains(LimitDrops.TOTAL_BANDWIDTH);
        OutgoingLimiter strict = limiter(LIMITS.withFreeModules(Set.of(Modules.RAFT)));
        assertThat(strict.take(B, "b", new Subject("group0", Modules.PBFT), 500, 0))
                .isEmpty();
        assertThat(strict.take(B, "b", new Subject("group0", Modules.PBFT), 1, 0))
                .contains(LimitDrops.GROUP_BANDWIDTH);
    }

    @Test
    void f43_whatWasNotSentAfterAllCountsForNobody() {
        OutgoingLimiter limiter = limiter(LIMITS);
        for (int i = 0; i < 10; i++) {
            assertThat(limiter.take(B, "b", SYNC, 500, 0)).isEmpty();
            limiter.giveBack(B, "b", SYNC, 500, 0);
        }
        assertThat(limiter.take(C, "c", SYNC, 500, 0)).isEmpty();
        limiter.take(B, "b", new Subject("", Subject.NONE), 400, 0);
        limiter.giveBack(B, "b", new Subject("", Subject.NONE), 400, 0);
        assertThat(limiter.take(B, "b", AMOP, 101, 0)).contains(LimitDrops.TOTAL_BANDWIDTH);
    }

    @Test
    void messagesSayWhatTheyBelongTo() {
        assertThat(Subject.of(Message.of(Topic.named("t1"), Opaque.of(Bytes.utf8("?")))))
                .isEqualTo(AMOP);
        assertThat(Subject.of(group(Modules.BLOCK_SYNC, Bytes.empty()))).isEqualTo(SYNC);
        assertThat(Subject.of(group(0, Bytes.fromHex("07d00000"))))
                .as("module 2000 of the front message")
                .isEqualTo(SYNC);
        assertThat(Subject.of(group(0, Bytes.fromHex("00"))).module())
                .as("a group's packet is never taken for one of ours")
                .isNotEqualTo(Subject.NONE);
        assertThat(Subject.of(group(0, Bytes.fromHex("00000000"))).module()).isNotEqualTo(Subject.NONE);
        assertThat(Subject.of(Message.of(Topic.scope("1"), new ModuleMessage(9, 0, Bytes.empty()))))
                .isEqualTo(new Subject("1", 9));
        assertThat(Subject.of(Message.of(Topic.NONE, new Transit(B, 3))).module())
                .isEqualTo(Subject.TRANSIT);
        assertThat(Subject.of(Message.of(Topic.NONE, new TopicSequence(3))).module())
                .isEqualTo(Subject.NONE);
        assertThat(Subject.of(Message.of(Topic.NONE, new AmopFailure(AmopFailure.Reason.TIMEOUT, "")))
                        .module())
                .isEqualTo(Subject.NONE);
    }

    private static Message group(int module, Bytes payload) {
        return Message.of(Topic.scope("group0"), new GroupMessage(Bytes.fromHex("01"), List.of(), module, 0, payload));
    }
}
