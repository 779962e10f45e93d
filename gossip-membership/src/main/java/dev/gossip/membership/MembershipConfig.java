package dev.gossip.membership;

import dev.gossip.api.Bytes;
import java.time.Duration;

/**
 * Times and bounds of membership. Zero never means "use the default": it is refused where it makes no sense.
 *
 * @param aliveInterval how often our own alive statement is published while there are members
 * @param aliveExpiration a member not heard of for longer is dead; looked at every tenth part of this
 * @param reconnectInterval how often dead members are dialled and asked again
 * @param pullInterval how often random members are asked for their lists
 * @param pullPeers how many are asked each time; 0 asks nobody
 * @param answerTimeout how long a newly dialled peer may take to answer a membership request
 * @param forgetAfter a member whose last statement is older is forgotten; for as long again a tombstone refuses
 *     statements that are not newer
 * @param announceIdentityFor how long after the start our statements carry our identity
 * @param metadata free bytes of the application in our statements
 * @param maxMembers members, alive and dead together, per endpoint; statements of further ones are dropped and counted.
 *     Bounds the tombstones as well
 * @param reconnectsAtOnce dead members dialled per round, chosen at random if there are more
 * @param seedBackoff pause after the first failed attempt to join by a seed; doubles with each failure
 * @param seedBackoffCap longest pause between attempts, which never end; also how often a joined seed is looked at
 * @param seedJitter random part of each pause, 0 to 1, so that nodes started together do not stay in step
 */
public record MembershipConfig(
        Duration aliveInterval,
        Duration aliveExpiration,
        Duration reconnectInterval,
        Duration pullInterval,
        int pullPeers,
        Duration answerTimeout,
        Duration forgetAfter,
        Duration announceIdentityFor,
        Bytes metadata,
        int maxMembers,
        int reconnectsAtOnce,
        Duration seedBackoff,
        Duration seedBackoffCap,
        double seedJitter) {

    /**
     * Hyperledger Fabric's shipped defaults where it has such a setting ({@code aliveTimeInterval}, {@code
     * aliveExpirationTimeout}, {@code reconnectInterval}, {@code pullInterval}, {@code pullPeerNum}, {@code
     * msgExpirationFactor}, {@code publishCertPeriod}).
     */
    public static final MembershipConfig DEFAULT = new MembershipConfig(
            Duration.ofSeconds(5),
            Duration.ofSeconds(25),
            Duration.ofSeconds(25),
            Duration.ofSeconds(4),
            3,
            Duration.ofSeconds(5),
            Duration.ofSeconds(500),
            Duration.ofSeconds(10),
            Bytes.empty(),
            10_000,
            64,
            Duration.ofSeconds(1),
            Duration.ofSeconds(25),
            0.2);

    /** @throws IllegalArgumentException naming the setting, its value and the rule it breaks */
    public MembershipConfig {
        positive("aliveInterval", aliveInterval);
        atLeast("aliveExpiration", aliveExpiration, "aliveInterval", aliveInterval);
        positive("reconnectInterval", reconnectInterval);
        positive("pullInterval", pullInterval);
        atLeast("pullPeers", pullPeers, 0);
        positive("answerTimeout", answerTimeout);
        atLeast("forgetAfter", forgetAfter, "aliveExpiration", aliveExpiration);
        require(!announceIdentityFor.isNegative(), "announceIdentityFor", announceIdentityFor, "must not be negative");
        atLeast("maxMembers", maxMembers, 1);
        atLeast("reconnectsAtOnce", reconnectsAtOnce, 1);
        positive("seedBackoff", seedBackoff);
        atLeast("seedBackoffCap", seedBackoffCap, "seedBackoff", seedBackoff);
        require(seedJitter >= 0 && seedJitter <= 1, "seedJitter", seedJitter, "must lie between 0 and 1");
    }

    /** How often silent members are looked for: a tenth of {@link #aliveExpiration}. */
    public Duration checkInterval() {
        return aliveExpiration.dividedBy(10);
    }

    /** A builder that starts from these values. */
    public MembershipConfigBuilder toBuilder() {
        return new MembershipConfigBuilder(this);
    }

    private static void positive(String name, Duration value) {
        require(!value.isNegative() && !value.isZero(), name, value, "must be positive");
    }

    private static void atLeast(String name, int value, int least) {
        require(value >= least, name, value, "must be at least " + least);
    }

    private static void atLeast(String name, Duration value, String otherName, Duration other) {
        require(value.compareTo(other) >= 0, name, value, "must not be shorter than " + otherName + " = " + other);
    }

    private static void require(boolean holds, String name, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("membership setting " + name + " = " + value + " " + rule);
        }
    }
}
