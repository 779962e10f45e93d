package dev.gossip.membership;

import dev.gossip.api.Bytes;
import java.time.Duration;

/**
 * Changes some values of a {@link MembershipConfig}, which says what each means; values are checked by {@link #build()}.
 * Not thread-safe.
 */
public final class MembershipConfigBuilder {

    private Duration aliveInterval;
    private Duration aliveExpiration;
    private Duration reconnectInterval;
    private Duration pullInterval;
    private int pullPeers;
    private Duration answerTimeout;
    private Duration forgetAfter;
    private Duration announceIdentityFor;
    private Bytes metadata;
    private int maxMembers;
    private int reconnectsAtOnce;
    private Duration seedBackoff;
    private Duration seedBackoffCap;
    private double seedJitter;

    MembershipConfigBuilder(MembershipConfig base) {
        aliveInterval = base.aliveInterval();
        aliveExpiration = base.aliveExpiration();
        reconnectInterval = base.reconnectInterval();
        pullInterval = base.pullInterval();
        pullPeers = base.pullPeers();
        answerTimeout = base.answerTimeout();
        forgetAfter = base.forgetAfter();
        announceIdentityFor = base.announceIdentityFor();
        metadata = base.metadata();
        maxMembers = base.maxMembers();
        reconnectsAtOnce = base.reconnectsAtOnce();
        seedBackoff = base.seedBackoff();
        seedBackoffCap = base.seedBackoffCap();
        seedJitter = base.seedJitter();
    }

    public MembershipConfigBuilder aliveInterval(Duration value) {
        aliveInterval = value;
        return this;
    }

    public MembershipConfigBuilder aliveExpiration(Duration value) {
        aliveExpiration = value;
        return this;
    }

    public MembershipConfigBuilder reconnectInterval(Duration value) {
        reconnectInterval = value;
        return this;
    }

    public MembershipConfigBuilder pullInterval(Duration value) {
        pullInterval = value;
        return this;
    }

    public MembershipConfigBuilder pullPeers(int value) {
        pullPeers = value;
        return this;
    }

    public MembershipConfigBuilder answerTimeout(Duration value) {
        answerTimeout = value;
        return this;
    }

    public MembershipConfigBuilder forgetAfter(Duration value) {
        forgetAfter = value;
        return this;
    }

    public MembershipConfigBuilder announceIdentityFor(Duration value) {
        announceIdentityFor = value;
        return this;
    }

    public MembershipConfigBuilder metadata(Bytes value) {
        metadata = value;
        return this;
    }

    public MembershipConfigBuilder maxMembers(int value) {
        maxMembers = value;
        return this;
    }

    public MembershipConfigBuilder reconnectsAtOnce(int value) {
        reconnectsAtOnce = value;
        return this;
    }

    public MembershipConfigBuilder seedBackoff(Duration value) {
        seedBackoff = value;
        return this;
    }

    public MembershipConfigBuilder seedBackoffCap(Duration value) {
        seedBackoffCap = value;
        return this;
    }

    public MembershipConfigBuilder seedJitter(double value) {
        seedJitter = value;
        return this;
    }

    /** @throws IllegalArgumentException naming the setting, its value and the rule it breaks */
    public MembershipConfig build() {
        return new MembershipConfig(
                aliveInterval,
                aliveExpiration,
                reconnectInterval,
                pullInterval,
                pullPeers,
                answerTimeout,
                forgetAfter,
                announceIdentityFor,
                metadata,
                maxMembers,
                reconnectsAtOnce,
                seedBackoff,
                seedBackoffCap,
                seedJitter);
    }
}
