package dev.gossip.fabric.config;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fabric.codec.SerializedIdentity;
import dev.gossip.fabric.msp.Msp;
import dev.gossip.fabric.msp.MspVerdict;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One version of a channel's configuration. Immutable and thread-safe; the next version is another object.
 *
 * <pre>{@code
 * ChannelConfiguration configuration = ChannelConfiguration.fromBlock(genesisBlock);
 * boolean mayRead = configuration.readers().isSatisfiedBy(Set.of(identity));
 * }</pre>
 */
public final class ChannelConfiguration {

    private final String channel;
    private final long block;
    private final long sequence;
    private final Map<String, ChannelOrganisation> members;
    private final Map<String, ChannelOrganisation> orderers;
    private final Map<String, Set<String>> capabilities;
    private final OrderingService ordering;
    private final PolicyGroup policies;

    ChannelConfiguration(
            String channel,
            long block,
            long sequence,
            Map<String, ChannelOrganisation> members,
            Map<String, ChannelOrganisation> orderers,
            Map<String, Set<String>> capabilities,
            OrderingService ordering,
            PolicyGroup policies) {
        this.channel = channel;
        this.block = block;
        this.sequence = sequence;
        this.members = Map.copyOf(members);
        this.orderers = Map.copyOf(orderers);
        this.capabilities = Map.copyOf(capabilities);
        this.ordering = ordering;
        this.policies = policies;
    }

    /**
     * Reads a configuration block, the genesis block or a later one. Its origin is not verified.
     *
     * @throws GossipException if it is no configuration block, or naming what in it is wrong
     */
    public static ChannelConfiguration fromBlock(Bytes block) {
        return inBlock(block)
                .orElseThrow(
                        () -> new GossipException(
                                "this is no configuration block: it has other transactions than a"
                                        + " single one of type CONFIG; give the channel's genesis block or a later configuration block"));
    }

    /**
     * The configuration in a block; empty if the block holds other transactions.
     *
     * @throws GossipException if the block or the configuration cannot be read, naming what is wrong
     */
    public static Optional<ChannelConfiguration> inBlock(Bytes block) {
        return ConfigBlock.read(block);
    }

    /**
     * The number of the block with the configuration that holds after {@code block}, which says so itself; empty if it does
     * not, or is no block.
     */
    public static Optional<Long> lastConfigurationOf(Bytes block) {
        return ConfigBlock.lastConfiguration(block);
    }

    /** The channel's id. */
    public String channel() {
        return channel;
    }

    /** The number of the block that it was read from (unsigned). */
    public long blockNumber() {
        return block;
    }

    /** Counts the versions of the channel's configuration (unsigned). */
    public long sequence() {
        return sequence;
    }

    /**
     * The member organisations by MSP id; they may take part in gossip. Those whose providers are not on X.509 certificates
     * (Idemix) are left out, since they have no peers.
     */
    public Map<String, ChannelOrganisation> members() {
        return members;
    }

    /** The ordering organisations by MSP id. */
    public Map<String, ChannelOrganisation> orderers() {
        return orderers;
    }

    /** The providers of all organisations, members and orderers, each MSP id once. */
    public Collection<Msp> msps() {
        Map<String, Msp> all = new LinkedHashMap<>();
        orderers.forEach((id, organisation) -> all.put(id, organisation.msp()));
        members.forEach((id, organisation) -> all.put(id, organisation.msp()));
        return List.copyOf(all.values());
    }

    /** What a section demands of its nodes, such as {@code V2_0}; sections are Channel, Orderer and Application. */
    public Set<String> capabilities(String section) {
        return capabilities.getOrDefault(section, Set.of());
    }

    /** How blocks are ordered: {@code etcdraft} or {@code BFT}. */
    public String consensusType() {
        return ordering.type();
    }

    /** The orderers of a BFT service by the numbers with which they sign; empty for others. */
    public Map<Integer, SerializedIdentity> consenters() {
        return ordering.consenters();
    }

    /** Where orderers listen, {@code host:port} as written: those of the channel, and those of ordering organisations. */
    public List<String> ordererAddresses() {
        return ordering.addresses();
    }

    /** A policy by its full path, such as {@code /Channel/Application/Readers}. */
    public Optional<ChannelPolicy> policy(String path) {
        String root = "/" + ConfigBlock.CHANNEL + "/";
        return path.startsWith(root) ? policies.find(path.substring(root.length())) : Optional.empty();
    }

    /** Who may read blocks and take part in gossip: {@code /Channel/Application/Readers}; nobody if it is missing. */
    public ChannelPolicy readers() {
        return policy("/Channel/Application/Readers").orElse(ChannelPolicy.NOBODY);
    }

    /** Whose signatures make a block valid: {@code /Channel/Orderer/BlockValidation}; nobody's if it is missing. */
    public ChannelPolicy blockValidation() {
        return policy("/Channel/Orderer/BlockValidation").orElse(ChannelPolicy.NOBODY);
    }

    /** Judges an identity by the provider of its organisation in this channel, today's date left aside. */
    public MspVerdict identify(SerializedIdentity identity) {
        ChannelOrganisation organisation = members.getOrDefault(identity.mspId(), orderers.get(identity.mspId()));
        return organisation == null
                ? new MspVerdict.Refused(
                        DropReason.UNTRUSTED_IDENTITY,
                        "channel '" + channel + "' has no organisation with the claimed MSP id")
                : organisation.msp().identify(identity.idBytes());
    }

    /** Judges a serialized identity, as headers carry it. */
    public MspVerdict identify(Bytes serialized) {
        try {
            return identify(SerializedIdentity.decode(serialized));
        } catch (MalformedException e) {
            return new MspVerdict.Refused(e.reason(), e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "configuration " + Long.toUnsignedString(sequence) + " of channel '" + channel + "' in block "
                + Long.toUnsignedString(block) + ", members " + members.keySet();
    }
}
