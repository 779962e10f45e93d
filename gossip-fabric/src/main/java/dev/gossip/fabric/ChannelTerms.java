package dev.gossip.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.crypto.EcdsaVerifier;
import dev.gossip.fabric.block.BlockVerifier;
import dev.gossip.fabric.block.OrdererSigners;
import dev.gossip.fabric.block.SignatureCheck;
import dev.gossip.fabric.codec.SerializedIdentity;
import dev.gossip.fabric.config.ChannelConfiguration;
import dev.gossip.fabric.msp.MspIdentity;
import dev.gossip.fabric.msp.MspVerdict;
import dev.gossip.spi.crypto.Identity;
import java.util.Optional;
import java.util.Set;

/**
 * What holds in a channel at one time. Immutable.
 *
 * @param organisations MSP ids of the members
 * @param configuration where the terms are from; without one, every identity of a member may read
 */
record ChannelTerms(
        Set<String> organisations,
        BlockVerifier verifier,
        Optional<Bytes> genesisHash,
        Optional<ChannelConfiguration> configuration) {

    static ChannelTerms of(FabricChannelConfig config) {
        return new ChannelTerms(
                config.organisations(),
                verifier(config.name(), config.orderers(), config.genesisHash()),
                config.genesisHash(),
                config.configuration());
    }

    /** Whether {@code candidate} is a later version of the configuration of the same channel, and leaves somebody in it. */
    boolean isSucceededBy(ChannelConfiguration candidate) {
        return configuration
                .filter(now -> candidate.channel().equals(now.channel())
                        && !candidate.members().isEmpty()
                        && Long.compareUnsigned(candidate.sequence(), now.sequence()) > 0)
                .isPresent();
    }

    /** The terms under another configuration of the channel. */
    ChannelTerms after(ChannelConfiguration changed) {
        return new ChannelTerms(
                changed.members().keySet(),
                verifier(changed.channel(), OrdererSigners.under(changed), genesisHash),
                genesisHash,
                Optional.of(changed));
    }

    private static BlockVerifier verifier(String channel, OrdererSigners orderers, Optional<Bytes> genesisHash) {
        BlockVerifier verifier = new BlockVerifier(channel, orderers, SignatureCheck.with(new EcdsaVerifier()));
        return genesisHash.map(verifier::withGenesis).orElse(verifier);
    }

    boolean hasPolicies() {
        return configuration.isPresent();
    }

    /** Whether the readers policy includes an identity. */
    boolean includes(Identity identity) {
        SerializedIdentity serialized = new SerializedIdentity(identity.organisation(), identity.encoded());
        return configuration
                .filter(now ->
                        now.identify(serialized) instanceof MspVerdict.Valid valid && isReader(now, valid.identity()))
                .isPresent();
    }

    static boolean isReader(ChannelConfiguration configuration, MspIdentity identity) {
        return configuration.readers().isSatisfiedBy(Set.of(identity));
    }
}
