package dev.gossip.fabric;

import dev.gossip.api.Topic;
import dev.gossip.fabric.election.ChannelElection;
import dev.gossip.fabric.election.ElectionExtension;
import dev.gossip.fabric.privatedata.PrivateDataChannel;
import dev.gossip.fabric.privatedata.PrivateDataExtension;
import dev.gossip.fabric.privatedata.PrivateDataSpec;
import dev.gossip.pull.PullExtension;
import dev.gossip.pull.PullSpec;
import dev.gossip.state.ChannelSpec;
import dev.gossip.state.CompanionSource;
import dev.gossip.state.StateChannel;
import dev.gossip.state.StateExtension;
import java.util.Optional;

/** Opens a channel in the engines: state first, then the pull of its blocks. */
record ChannelAssembly(
        PeerFacts facts,
        FabricConfig config,
        StateExtension state,
        PullExtension pull,
        PrivateDataExtension privateData,
        ElectionExtension elections) {

    private static final String ITEM_TYPE = "block";

    FabricChannel open(FabricChannelConfig channel) {
        ChannelRules rules = new ChannelRules(facts, channel);
        BlockCheck check = new BlockCheck(() -> rules.terms().verifier(), channel.store());
        ChannelRoster roster = new ChannelRoster(facts, rules);
        ChannelElection election = elections.open(channel.name(), config.election(), roster);
        Optional<PrivateDataChannel> secrets = channel.privateData()
                .map(setup -> privateData.open(new PrivateDataSpec(
                        facts.endpoint(), channel.name(), channel.store(), setup, config.pvtData(), roster)));
        StateChannel opened = state.open(ChannelSpec.of(facts.endpoint(), channel.name(), channel.store(), check)
                .config(EngineConfigs.state(config, channel.transfer()))
                .participants(rules::participates)
                .partners(rules::isMember)
                .readers(rules::reads)
                .authors(rules::speaks)
                .disclosed(rules::discloses)
                .companions(
                        secrets.<CompanionSource>map(data -> data::companions).orElse(CompanionSource.NONE))
                .build());
        if (channel.blockPull()) {
            pull.add(blocks(opened, rules));
        }
        secrets.ifPresent(data -> opened.onCommit((item, source) -> data.committed(item)));
        ConfigurationFollower follower = new ConfigurationFollower(facts, rules);
        opened.onCommit((block, source) -> follower.committed(block));
        return new FabricChannel(facts, rules, check, opened, follower, election, secrets);
    }

    private PullSpec blocks(StateChannel channel, ChannelRules rules) {
        return PullSpec.of(
                        ITEM_TYPE,
                        facts.endpoint(),
                        Topic.scope(channel.scope()),
                        new BlockItems(channel),
                        StateChannel::idOf)
                .config(EngineConfigs.pull(config))
                .partners(rules::pullsFrom)
                .served(rules::servesPull)
                .wanted(channel::wants)
                .build();
    }
}
