package dev.gossip.fabric;

import dev.gossip.fabric.election.ElectionConfig;
import dev.gossip.fabric.privatedata.PrivateDataConfig;
import java.time.Duration;

/**
 * The settings of Fabric's gossip that this module uses, each under the name, meaning and default that it has in
 * Fabric's {@code core.yaml} below {@code peer.gossip}. Other than in Fabric, zero does not mean "default" but is
 * refused where it makes no sense.
 *
 * @param propagatePeerNum peers to which a message is pushed
 * @param pullInterval how often blocks, identities and member lists are pulled; recent blocks are kept for 100 times,
 *     and states of vanished nodes for 5 times as long
 * @param pullPeerNum peers asked in each round
 * @param digestWaitTime how long digests are collected before items are requested
 * @param requestWaitTime how late after its hello a request is still answered
 * @param responseWaitTime how long updates are accepted after the requests
 * @param requestStateInfoInterval how often peers are asked for the states that they know
 * @param publishStateInfoInterval how often our state in a channel is published if it changed
 * @param publishCertPeriod how long after the start our alive messages carry our identity
 * @param maxBlockCountToStore blocks this far below the newest one are offered to those who pull
 * @param connTimeout limit for the greeting on a new connection
 * @param aliveTimeInterval how often we say that we are alive
 * @param aliveExpirationTimeout a member not heard of for longer is dead
 * @param reconnectInterval how often dead members are dialled
 * @param msgExpirationFactor a dead member is forgotten after this many times {@code aliveExpirationTimeout}
 * @param stateCheckInterval {@code state.checkInterval}: how often a node looks whether others hold more blocks
 * @param stateResponseTimeout {@code state.responseTimeout}: how long it waits for the blocks it asked for
 * @param stateBatchSize {@code state.batchSize}: blocks per request; must be the same on all nodes
 * @param stateBlockBufferSize {@code state.blockBufferSize}: how far above the height a block may be to be taken
 * @param stateMaxRetries {@code state.maxRetries}: further requests for a range after the first
 * @param stateChannelSize {@code state.channelSize}: requests of others that may wait
 * @param election who fetches blocks from the orderers; read its warning before switching the election on
 * @param pvtData how private data is spread and looked for
 */
public record FabricConfig(
        int propagatePeerNum,
        Duration pullInterval,
        int pullPeerNum,
        Duration digestWaitTime,
        Duration requestWaitTime,
        Duration responseWaitTime,
        Duration requestStateInfoInterval,
        Duration publishStateInfoInterval,
        Duration publishCertPeriod,
        int maxBlockCountToStore,
        Duration connTimeout,
        Duration aliveTimeInterval,
        Duration aliveExpirationTimeout,
        Duration reconnectInterval,
        int msgExpirationFactor,
        Duration stateCheckInterval,
        Duration stateResponseTimeout,
        int stateBatchSize,
        int stateBlockBufferSize,
        int stateMaxRetries,
        int stateChannelSize,
        ElectionConfig election,
        PrivateDataConfig pvtData) {

    /** What Fabric ships. */
    public static final FabricConfig DEFAULT = new FabricConfig(
            3,
            Duration.ofSeconds(4),
            3,
            Duration.ofSeconds(1),
            Duration.ofMillis(1_500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(10),
            10,
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(25),
            Duration.ofSeconds(25),
            20,
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            10,
            20,
            3,
            100,
            ElectionConfig.DEFAULT,
            PrivateDataConfig.DEFAULT);

    /** @throws IllegalArgumentException naming the setting, its value and the rule it breaks */
    public FabricConfig {
        positive("propagatePeerNum", propagatePeerNum);
        positive("pullInterval", pullInterval);
        positive("pullPeerNum", pullPeerNum);
        positive("digestWaitTime", digestWaitTime);
        positive("requestWaitTime", requestWaitTime);
        positive("responseWaitTime", responseWaitTime);
        positive("requestStateInfoInterval", requestStateInfoInterval);
        positive("publishStateInfoInterval", publishStateInfoInterval);
        positive("publishCertPeriod", publishCertPeriod);
        positive("maxBlockCountToStore", maxBlockCountToStore);
        positive("connTimeout", connTimeout);
        positive("aliveTimeInterval", aliveTimeInterval);
        positive("aliveExpirationTimeout", aliveExpirationTimeout);
        positive("reconnectInterval", reconnectInterval);
        positive("msgExpirationFactor", msgExpirationFactor);
        positive("stateCheckInterval", stateCheckInterval);
        positive("stateResponseTimeout", stateResponseTimeout);
        positive("stateBatchSize", stateBatchSize);
        positive("stateBlockBufferSize", stateBlockBufferSize);
        notNegative("stateMaxRetries", stateMaxRetries);
        positive("stateChannelSize", stateChannelSize);
        if (stateBatchSize > stateBlockBufferSize) {
            throw new IllegalArgumentException(
                    "stateBatchSize " + stateBatchSize + " must not exceed stateBlockBufferSize " + stateBlockBufferSize
                            + ": a response has to fit the buffer");
        }
    }

    /** A builder that starts from these values. */
    public FabricConfigBuilder toBuilder() {
        return new FabricConfigBuilder(this);
    }

    /**
     * The same with all periods divided by {@code factor}, for demonstrations on one machine. Limits for single answers
     * ({@code connTimeout}, {@code stateResponseTimeout}) stay, since no network answers faster for it.
     */
    public FabricConfig shortened(int factor) {
        positive("factor", factor);
        return toBuilder()
                .pullInterval(pullInterval.dividedBy(factor))
                .digestWaitTime(digestWaitTime.dividedBy(factor))
                .requestWaitTime(requestWaitTime.dividedBy(factor))
                .responseWaitTime(responseWaitTime.dividedBy(factor))
                .requestStateInfoInterval(requestStateInfoInterval.dividedBy(factor))
                .publishStateInfoInterval(publishStateInfoInterval.dividedBy(factor))
                .publishCertPeriod(publishCertPeriod.dividedBy(factor))
                .aliveTimeInterval(aliveTimeInterval.dividedBy(factor))
                .aliveExpirationTimeout(aliveExpirationTimeout.dividedBy(factor))
                .reconnectInterval(reconnectInterval.dividedBy(factor))
                .stateCheckInterval(stateCheckInterval.dividedBy(factor))
                .election(election.shortened(factor))
                .pvtData(pvtData.shortened(factor))
                .build();
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive but is " + value);
        }
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive but is " + value);
        }
    }

    private static void notNegative(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative but is " + value);
        }
    }
}
