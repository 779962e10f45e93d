package dev.gossip.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipException;
import dev.gossip.api.Peer;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.State.Service;
import dev.gossip.fabric.block.BlockHeader;
import dev.gossip.fabric.block.BlockVerdict;
import dev.gossip.fabric.block.BlockVerifier;
import dev.gossip.fabric.config.ChannelConfiguration;
import dev.gossip.fabric.election.ChannelElection;
import dev.gossip.fabric.privatedata.PrivateDataChannel;
import dev.gossip.state.ChannelStatus;
import dev.gossip.state.CommitListener;
import dev.gossip.state.StateChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A channel that this node takes part in. Thread-safe; nothing here blocks. */
public final class FabricChannel {

    private final PeerFacts facts;
    private final ChannelRules rules;
    private final BlockCheck check;
    private final StateChannel state;
    private final ChannelElection election;
    private final Optional<PrivateDataChannel> privateData;

    private final ConfigurationFollower follower;

    FabricChannel(
            PeerFacts facts,
            ChannelRules rules,
            BlockCheck check,
            StateChannel state,
            ConfigurationFollower follower,
            ChannelElection election,
            Optional<PrivateDataChannel> privateData) {
        this.facts = facts;
        this.rules = rules;
        this.check = check;
        this.state = state;
        this.election = election;
        this.privateData = privateData;
        this.follower = follower;
    }

    public String name() {
        return state.scope();
    }

    /**
     * Takes a block that this node obtained itself, as from an orderer: verified, pushed to nodes of our organisation,
     * and committed when its turn comes.
     *
     * @param block the serialized block, exactly as the orderers signed it
     * @return completes when the block is in the store: {@code true} if this call brought it, {@code false} if it was
     *     held already. Exceptionally with a {@link GossipException} that names the broken rule if the block is
     *     refused, lies too far above the height, or the channel is halted
     */
    public CompletionStage<Boolean> submit(Bytes block) {
        Optional<BlockHeader> header = BlockVerifier.headerOf(block);
        if (header.isEmpty()) {
            return refused("these " + block.length() + " bytes are no block with a header");
        }
        if (!facts.isRunning()) {
            return refused("blocks are taken once the node has started; start the node first");
        }
        long number = header.get().number();
        return facts.node().offload(() -> check.verify(number, block)).thenCompose(verdict -> {
            if (verdict instanceof BlockVerdict.Refused refused) {
                return refused("block " + Long.toUnsignedString(number) + " of channel '" + name() + "' is refused, "
                        + refused.reason() + ": " + refused.detail());
            }
            return state.submit(OrderedItem.of(number, block));
        });
    }

    /** Number of blocks in the store, which is the number of the next one (unsigned). */
    public long height() {
        return state.height();
    }

    /** Height, blocks taken by the way they came, and why the channel is halted if it is. */
    public ChannelStatus status() {
        return state.status();
    }

    /** Hears of every block committed from now on, once and in order. May be registered before the node starts. */
    public Cancellable onCommit(CommitListener listener) {
        return state.onCommit(listener);
    }

    /** Whether this node leads its organisation here, that is fetches blocks from the orderers. */
    public ChannelElection leadership() {
        return election;
    }

    /**
     * The private data of this channel's collections.
     *
     * @throws GossipException if the channel was joined without
     */
    public PrivateDataChannel privateData() {
        return privateData.orElseThrow(() -> new GossipException(
                "channel '" + name() + "' was joined without private data; set privateData(...) of its configuration"));
    }

    /** The configuration that holds now; empty if the channel was joined without one. */
    public Optional<ChannelConfiguration> configuration() {
        return rules.terms().configuration();
    }

    /**
     * Hears of each later configuration, once it holds and trust follows it; time to give TLS the authorities that
     * {@code MspTrust} has then. Called beside the lanes, one at a time. Never called if the channel was joined without a
     * configuration.
     */
    public Cancellable onConfiguration(Consumer<ChannelConfiguration> listener) {
        return follower.listen(listener);
    }

    /**
     * Other nodes that are alive, take part in the channel and have not left it.
     *
     * @throws GossipException if the node has not started
     */
    public List<Peer> members() {
        return rules.members();
    }

    /** Tells the other nodes which chaincodes can be used here. */
    public void announce(List<Service> chaincodes) {
        state.announce(chaincodes);
    }

    /**
     * Tells the other nodes that we leave the channel and serves them no more blocks by pull.
     *
     * @return completes when the statement was handed to the router, or when there is nobody to tell
     */
    public CompletionStage<Void> leave() {
        rules.left();
        return state.leave();
    }

    void reconsiderAuthors() {
        state.reconsiderAuthors();
    }

    private static CompletionStage<Boolean> refused(String detail) {
        return CompletableFuture.failedFuture(new GossipException(detail));
    }
}
