package dev.gossip.examples.config;

import dev.gossip.api.GossipException;
import dev.gossip.api.NodeLimits;
import dev.gossip.fabric.FabricConfig;
import dev.gossip.fabric.election.ElectionConfig;
import dev.gossip.fabric.privatedata.PrivateDataConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The settings that Fabric has below {@code peer.gossip}, as far as a node uses them. */
public final class GossipSettings {

    private static final String STATE_ENABLED = "state.enabled";
    private static final String DIAL_TIMEOUT = "dialTimeout";
    private static final String USE_LEADER_ELECTION = "useLeaderElection";
    private static final String POLICY = "pvtData.implicitCollectionDisseminationPolicy.";
    private static final Set<String> KEYS = Set.of(
            "propagatePeerNum",
            "pullInterval",
            "pullPeerNum",
            "digestWaitTime",
            "requestWaitTime",
            "responseWaitTime",
            "requestStateInfoInterval",
            "publishStateInfoInterval",
            "publishCertPeriod",
            "maxBlockCountToStore",
            "connTimeout",
            DIAL_TIMEOUT,
            "aliveTimeInterval",
            "aliveExpirationTimeout",
            "reconnectInterval",
            "msgExpirationFactor",
            STATE_ENABLED,
            "state.checkInterval",
            "state.responseTimeout",
            "state.batchSize",
            "state.blockBufferSize",
            "state.maxRetries",
            "state.channelSize",
            USE_LEADER_ELECTION,
            "orgLeader",
            "election.startupGracePeriod",
            "election.membershipSampleInterval",
            "election.leaderAliveThreshold",
            "election.leaderElectionDuration",
            "pvtData.pullRetryThreshold",
            "pvtData.transientstoreMaxBlockRetention",
            "pvtData.pushAckTimeout",
            "pvtData.btlPullMargin",
            "pvtData.reconcileBatchSize",
            "pvtData.reconcileSleepInterval",
            "pvtData.reconciliationEnabled",
            "pvtData.skipPullingInvalidTransactionsDuringCommit",
            POLICY + "requiredPeerCount",
            POLICY + "maxPeerCount");

    private GossipSettings() {}

    /**
     * Fabric's shipped values, changed as the file says; but a node never leads unless the file says so, because it fetches
     * no blocks from orderers.
     *
     * @throws GossipException naming the key, and the nearest known one if it is unknown
     */
    public static FabricConfig toFabricConfig(Map<String, String> settings) {
        settings.keySet().forEach(GossipSettings::requireKnown);
        SettingValues read = new SettingValues(settings);
        FabricConfig shipped = FabricConfig.DEFAULT;
        try {
            return shipped.toBuilder()
                    .propagatePeerNum(read.number("propagatePeerNum", shipped.propagatePeerNum()))
                    .pullInterval(read.duration("pullInterval", shipped.pullInterval()))
                    .pullPeerNum(read.number("pullPeerNum", shipped.pullPeerNum()))
                    .digestWaitTime(read.duration("digestWaitTime", shipped.digestWaitTime()))
                    .requestWaitTime(read.duration("requestWaitTime", shipped.requestWaitTime()))
                    .responseWaitTime(read.duration("responseWaitTime", shipped.responseWaitTime()))
                    .requestStateInfoInterval(
                            read.duration("requestStateInfoInterval", shipped.requestStateInfoInterval()))
                    .publishStateInfoInterval(
                            read.duration("publishStateInfoInterval", shipped.publishStateInfoInterval()))
                    .publishCertPeriod(read.duration("publishCertPeriod", shipped.publishCertPeriod()))
                    .maxBlockCountToStore(read.number("maxBlockCountToStore", shipped.maxBlockCountToStore()))
                    .connTimeout(read.duration("connTimeout", shipped.connTimeout()))
                    .aliveTimeInterval(read.duration("aliveTimeInterval", shipped.aliveTimeInterval()))
                    .aliveExpirationTimeout(read.duration("aliveExpirationTimeout", shipped.aliveExpirationTimeout()))
                    .reconnectInterval(read.duration("reconnectInterval", shipped.reconnectInterval()))
                    .msgExpirationFactor(read.number("msgExpirationFactor", shipped.msgExpirationFactor()))
                    .stateCheckInterval(read.duration("state.checkInterval", shipped.stateCheckInterval()))
                    .stateResponseTimeout(read.duration("state.responseTimeout", shipped.stateResponseTimeout()))
                    .stateBatchSize(read.number("state.batchSize", shipped.stateBatchSize()))
                    .stateBlockBufferSize(read.number("state.blockBufferSize", shipped.stateBlockBufferSize()))
                    .stateMaxRetries(read.number("state.maxRetries", shipped.stateMaxRetries()))
                    .stateChannelSize(read.number("state.channelSize", shipped.stateChannelSize()))
                    .election(election(read))
                    .pvtData(privateData(read))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new GossipException("section 'gossip': " + e.getMessage(), e);
        }
    }

    private static ElectionConfig election(SettingValues read) {
        ElectionConfig shipped = ElectionConfig.DEFAULT;
        return new ElectionConfig(
                read.flag(USE_LEADER_ELECTION, shipped.useLeaderElection()),
                read.flag("orgLeader", false),
                read.duration("election.startupGracePeriod", shipped.startupGracePeriod()),
                read.duration("election.membershipSampleInterval", shipped.membershipSampleInterval()),
                read.duration("election.leaderAliveThreshold", shipped.leaderAliveThreshold()),
                read.duration("election.leaderElectionDuration", shipped.leaderElectionDuration()));
    }

    private static PrivateDataConfig privateData(SettingValues read) {
        PrivateDataConfig shipped = PrivateDataConfig.DEFAULT;
        return new PrivateDataConfig(
                read.duration("pvtData.pullRetryThreshold", shipped.pullRetryThreshold()),
                read.number(
                        "pvtData.transientstoreMaxBlockRetention",
                        Math.toIntExact(shipped.transientstoreMaxBlockRetention())),
                read.duration("pvtData.pushAckTimeout", shipped.pushAckTimeout()),
                read.number("pvtData.btlPullMargin", Math.toIntExact(shipped.btlPullMargin())),
                read.number("pvtData.reconcileBatchSize", shipped.reconcileBatchSize()),
                read.duration("pvtData.reconcileSleepInterval", shipped.reconcileSleepInterval()),
                read.flag("pvtData.reconciliationEnabled", shipped.reconciliationEnabled()),
                read.flag(
                        "pvtData.skipPullingInvalidTransactionsDuringCommit",
                        shipped.skipPullingInvalidTransactionsDuringCommit()),
                read.number(POLICY + "requiredPeerCount", shipped.implicitRequiredPeerCount()),
                read.number(POLICY + "maxPeerCount", shipped.implicitMaxPeerCount()));
    }

    /**
     * {@code state.enabled}: whether a node asks others for blocks that it lacks. Off unless the file says so, as in Fabric.
     *
     * @throws GossipException if it is neither true nor false
     */
    public static boolean isTransferEnabled(Map<String, String> settings) {
        return new SettingValues(settings).flag(STATE_ENABLED, false);
    }

    /**
     * The node's limits, with {@code dialTimeout} as the limit for dialling.
     *
     * @throws GossipException if that is no positive duration
     */
    public static NodeLimits toLimits(Map<String, String> settings) {
        Duration timeout = new SettingValues(settings).duration(DIAL_TIMEOUT, NodeLimits.DEFAULT.connectTimeout());
        try {
            return NodeLimits.DEFAULT.toBuilder().connectTimeout(timeout).build();
        } catch (IllegalArgumentException e) {
            throw new GossipException("key 'gossip." + DIAL_TIMEOUT + "' must be positive but is " + timeout, e);
        }
    }

    /** For an operator: which keys of the file change nothing here or do harm, and why. */
    public static List<String> warnings(Map<String, String> settings) {
        List<String> warnings = new ArrayList<>();
        ElectionConfig election = toFabricConfig(settings).election();
        if (election.useLeaderElection()) {
            warnings.add(
                    "key 'gossip." + USE_LEADER_ELECTION + "' is true: if this node wins, the leader that fetches"
                            + " blocks from the orderers steps down, and the organisation gets no more; this node fetches none");
        }
        if (election.orgLeader()) {
            warnings.add(
                    "key 'gossip.orgLeader' is true: this node calls itself leader, but fetches no blocks from orderers");
        }
        settings.keySet().stream()
                .sorted()
                .flatMap(key -> UnusedKeys.reason(key).stream()
                        .map(reason -> "key 'gossip." + key + "' has no effect: " + reason))
                .forEach(warnings::add);
        return List.copyOf(warnings);
    }

    private static void requireKnown(String key) {
        Set<String> known = new TreeSet<>(KEYS);
        known.addAll(UnusedKeys.names());
        if (!known.contains(key)) {
            throw new GossipException("unknown key 'gossip." + key + "'"
                    + NearestName.of(key, known)
                            .map(name -> "; did you mean '" + name + "'?")
                            .orElse(""));
        }
    }
}
