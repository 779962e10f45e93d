package dev.gossip.fabric;

import dev.gossip.fabric.election.ElectionConfig;
import dev.gossip.fabric.privatedata.PrivateDataConfig;
import java.time.Duration;

/**
 * Changes some values of a {@link FabricConfig}, which says what each means; values are checked by {@link #build()}.
 * Not thread-safe.
 */
public final class FabricConfigBuilder {

    private int propagatePeerNum;
    private Duration pullInterval;
    private int pullPeerNum;
    private Duration digestWaitTime;
    private Duration requestWaitTime;
    private Duration responseWaitTime;
    private Duration requestStateInfoInterval;
    private Duration publishStateInfoInterval;
    private Duration publishCertPeriod;
    private int maxBlockCountToStore;
    private Duration connTimeout;
    private Duration aliveTimeInterval;
    private Duration aliveExpirationTimeout;
    private Duration reconnectInterval;
    private int msgExpirationFactor;
    private Duration stateCheckInterval;
    private Duration stateResponseTimeout;
    private int stateBatchSize;
    private int stateBlockBufferSize;
    private int stateMaxRetries;
    private int stateChannelSize;
    private ElectionConfig election;
    private PrivateDataConfig pvtData;

    FabricConfigBuilder(FabricConfig base) {
        propagatePeerNum = base.propagatePeerNum();
        pullInterval = base.pullInterval();
        pullPeerNum = base.pullPeerNum();
        digestWaitTime = base.digestWaitTime();
        requestWaitTime = base.requestWaitTime();
        responseWaitTime = base.responseWaitTime();
        requestStateInfoInterval = base.requestStateInfoInterval();
        publishStateInfoInterval = base.publishStateInfoInterval();
        publishCertPeriod = base.publishCertPeriod();
        maxBlockCountToStore = base.maxBlockCountToStore();
        connTimeout = base.connTimeout();
        aliveTimeInterval = base.aliveTimeInterval();
        aliveExpirationTimeout = base.aliveExpirationTimeout();
        reconnectInterval = base.reconnectInterval();
        msgExpirationFactor = base.msgExpirationFactor();
        stateCheckInterval = base.stateCheckInterval();
        stateResponseTimeout = base.stateResponseTimeout();
        stateBatchSize = base.stateBatchSize();
        stateBlockBufferSize = base.stateBlockBufferSize();
        stateMaxRetries = base.stateMaxRetries();
        stateChannelSize = base.stateChannelSize();
        election = base.election();
        pvtData = base.pvtData();
    }

    public FabricConfigBuilder propagatePeerNum(int value) {
        propagatePeerNum = value;
        return this;
    }

    public FabricConfigBuilder pullInterval(Duration value) {
        pullInterval = value;
        return this;
    }

    public FabricConfigBuilder pullPeerNum(int value) {
        pullPeerNum = value;
        return this;
    }

    public FabricConfigBuilder digestWaitTime(Duration value) {
        digestWaitTime = value;
        return this;
    }

    public FabricConfigBuilder requestWaitTime(Duration value) {
        requestWaitTime = value;
        return this;
    }

    public FabricConfigBuilder responseWaitTime(Duration value) {
        responseWaitTime = value;
        return this;
    }

    public FabricConfigBuilder requestStateInfoInterval(Duration value) {
        requestStateInfoInterval = value;
        return this;
    }

    public FabricConfigBuilder publishStateInfoInterval(Duration value) {
        publishStateInfoInterval = value;
        return this;
    }

    public FabricConfigBuilder publishCertPeriod(Duration value) {
        publishCertPeriod = value;
        return this;
    }

    public FabricConfigBuilder maxBlockCountToStore(int value) {
        maxBlockCountToStore = value;
        return this;
    }

    public FabricConfigBuilder connTimeout(Duration value) {
        connTimeout = value;
        return this;
    }

    public FabricConfigBuilder aliveTimeInterval(Duration value) {
        aliveTimeInterval = value;
        return this;
    }

    public FabricConfigBuilder aliveExpirationTimeout(Duration value) {
        aliveExpirationTimeout = value;
        return this;
    }

    public FabricConfigBuilder reconnectInterval(Duration value) {
        reconnectInterval = value;
        return this;
    }

    public FabricConfigBuilder msgExpirationFactor(int value) {
        msgExpirationFactor = value;
        return this;
    }

    public FabricConfigBuilder stateCheckInterval(Duration value) {
        stateCheckInterval = value;
        return this;
    }

    public FabricConfigBuilder stateResponseTimeout(Duration value) {
        stateResponseTimeout = value;
        return this;
    }

    public FabricConfigBuilder stateBatchSize(int value) {
        stateBatchSize = value;
        return this;
    }

    public FabricConfigBuilder stateBlockBufferSize(int value) {
        stateBlockBufferSize = value;
        return this;
    }

    public FabricConfigBuilder stateMaxRetries(int value) {
        stateMaxRetries = value;
        return this;
    }

    public FabricConfigBuilder stateChannelSize(int value) {
        stateChannelSize = value;
        return this;
    }

    public FabricConfigBuilder election(ElectionConfig value) {
        election = value;
        return this;
    }

    public FabricConfigBuilder pvtData(PrivateDataConfig value) {
        pvtData = value;
        return this;
    }

    /** @throws IllegalArgumentException naming the setting, its value and the rule it breaks */
    public FabricConfig build() {
        return new FabricConfig(
                propagatePeerNum,
                pullInterval,
                pullPeerNum,
                digestWaitTime,
                requestWaitTime,
                responseWaitTime,
                requestStateInfoInterval,
                publishStateInfoInterval,
                publishCertPeriod,
                maxBlockCountToStore,
                connTimeout,
                aliveTimeInterval,
                aliveExpirationTimeout,
                reconnectInterval,
                msgExpirationFactor,
                stateCheckInterval,
                stateResponseTimeout,
                stateBatchSize,
                stateBlockBufferSize,
                stateMaxRetries,
                stateChannelSize,
                election,
                pvtData);
    }
}
