package dev.gossip.fabric.config;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.Policy;

/** The policies of a group of a channel's configuration and of the groups in it. */
record PolicyGroup(Map<String, PolicyGroup> groups, Map<String, ChannelPolicy> policies) {

    /** Channel, section, organisation: deeper than that no configuration goes. */
    private static final int MAX_DEPTH = 8;

    /** @throws GossipException naming the policy that cannot be read */
    static PolicyGroup read(ConfigGroup wire, String path) {
        return read(wire, path, 0);
    }

    private static PolicyGroup read(ConfigGroup wire, String path, int depth) {
        if (depth == MAX_DEPTH) {
            throw new GossipException(path + ": groups nested deeper than " + MAX_DEPTH + " levels");
        }
        Map<String, PolicyGroup> groups = new TreeMap<>();
        wire.getGroupsMap().forEach((name, group) -> groups.put(name, read(group, path + "/" + name, depth + 1)));
        Map<String, ChannelPolicy> policies = new TreeMap<>();
        wire.getPoliciesMap().forEach((name, policy) -> policies.put(name, policy(policy, path + "/" + name, groups)));
        return new PolicyGroup(groups, policies);
    }

    /** The policy under a path such as {@code Application/Readers}, relative to this group. */
    Optional<ChannelPolicy> find(String path) {
        int slash = path.indexOf('/');
        return slash < 0
                ? Optional.ofNullable(policies.get(path))
                : Optional.ofNullable(groups.get(path.substring(0, slash)))
                        .flatMap(group -> group.find(path.substring(slash + 1)));
    }

    private static ChannelPolicy policy(ConfigPolicy wire, String path, Map<String, PolicyGroup> groups) {
        Policy policy = wire.getPolicy();
        try {
            return switch (policy.getType()) {
                case Policy.PolicyType.SIGNATURE_VALUE ->
                    SignatureRule.policy(Bytes.wrap(policy.getValue().toByteArray()), path);
                case Policy.PolicyType.IMPLICIT_META_VALUE ->
                    implicit(ImplicitMetaPolicy.parseFrom(policy.getValue()), path, groups);
                default -> throw new GossipException(path + ": a policy of unknown type " + policy.getType());
            };
        } catch (InvalidProtocolBufferException e) {
            throw new GossipException(path + ": unreadable policy: " + e.getMessage(), e);
        }
    }

    /** Asks the policies of one name in all groups below; where a group lacks it, that one is not satisfied. */
    private static ChannelPolicy implicit(ImplicitMetaPolicy wire, String path, Map<String, PolicyGroup> groups) {
        List<ChannelPolicy> asked = groups.values().stream()
                .map(group -> group.policies().getOrDefault(wire.getSubPolicy(), ChannelPolicy.NOBODY))
                .toList();
        int all = asked.size();
        int needed = switch (wire.getRule()) {
            case ANY -> Math.min(1, all);
            case ALL -> all;
            case MAJORITY -> all == 0 ? 0 : all / 2 + 1;
            case UNRECOGNIZED ->
                throw new GossipException(path + ": a policy with the unknown rule " + wire.getRuleValue());
        };
        return signers ->
                asked.stream().filter(policy -> policy.isSatisfiedBy(signers)).count() >= needed;
    }
}
