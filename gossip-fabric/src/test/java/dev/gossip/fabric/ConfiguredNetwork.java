package dev.gossip.fabric;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.fabric.block.BlockVerifier;
import dev.gossip.fabric.block.SignedBlocks;
import dev.gossip.fabric.msp.Msp;
import dev.gossip.fabric.msp.MspTrust;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.store.OrderedStore;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;

/** Nodes that know nothing but their own MSP and a channel's genesis block, in virtual time. */
final class ConfiguredNetwork implements AutoCloseable {

    static final String CHANNEL = "ch1";

    final VirtualTime time = new VirtualTime(Instant.parse("2026-12-01T00:00:00Z"));
    final Map<Integer, DevelopmentCa> authorities = Map.of(
            1, DevelopmentCa.create("Org1MSP", time),
            2, DevelopmentCa.create("Org2MSP", time));
    final DevelopmentCa ordering = DevelopmentCa.create("OrdererMSP", time);
    final LocalIdentity orderer =
            ordering.issue(NodeSpec.peer("orderer").unit("orderer")).localIdentity();

    private final VirtualRuntime runtime;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Bytes> blocks = new ArrayList<>();

    ConfiguredNetwork(long seed) {
        runtime = new VirtualRuntime(time, seed);
        blocks.add(Configurations.block(CHANNEL, 0, Bytes.empty(), config(0, 1, 2)));
    }

    record Node(LocalIdentity identity, FabricPeer peer, FabricChannel channel, GossipNode node, MspTrust trust) {

        NodeId id() {
            return node.id("fabric");
        }

        boolean sees(Node other) {
            return channel.members().stream().map(Peer::id).anyMatch(other.id()::equals);
        }

        boolean isMemberWith(Node other) {
            return peer.members().alive().stream()
                    .anyMatch(member -> member.id().equals(other.id()));
        }
    }

    /** Readers are peers; the first node of each organisation is its anchor. */
    Config.Builder config(long sequence, int... organisations) {
        Map<String, ConfigGroup.Builder> members = new LinkedHashMap<>();
        for (int organisation : organisations) {
            members.put(
                    "Org" + organisation,
                    Configurations.organisation(
                            msp(organisation), MSPRoleType.PEER, PeerAddress.of("peer0.org" + organisation, 7051)));
        }
        return Configurations.config(
                sequence,
                members,
                Map.of(
                        "Orderer",
                        Configurations.organisation(
                                Configurations.msp("OrdererMSP", ordering.certificatePem()), MSPRoleType.ORDERER)));
    }

    FabricMSPConfig.Builder msp(int organisation) {
        return Configurations.msp(
                "Org" + organisation + "MSP", authorities.get(organisation).certificatePem());
    }

    Bytes genesis() {
        return blocks.get(0);
    }

    /** The next block, which changes the configuration. */
    Bytes cut(Config.Builder config) {
        return cut(orderer, Configurations.transaction(CHANNEL, config));
    }

    /** The next block, with one transaction. */
    Bytes cut(LocalIdentity signer, String content) {
        return cut(signer, SignedBlocks.transaction(CHANNEL, content));
    }

    private Bytes cut(LocalIdentity signer, ByteString transaction) {
        Bytes before = blocks.get(blocks.size() - 1);
        Bytes block = SignedBlocks.signed(
                SignedBlocks.unsigned(
                        blocks.size(),
                        BlockVerifier.headerOf(before).orElseThrow().hash(),
                        List.of(transaction)),
                signer);
        blocks.add(block);
        return block;
    }

    /** The last block was refused, so another one takes its number. */
    void uncut() {
        blocks.remove(blocks.size() - 1);
    }

    /** Starts a node; of nodes of one number, only one may run. */
    Node start(int organisation, int index, String unit, OrderedStore store) {
        String name = "peer" + index + ".org" + organisation;
        LocalIdentity identity = authorities
                .get(organisation)
                .issue(NodeSpec.peer(name).unit(unit))
                .localIdentity();
        MspTrust trust =
                new MspTrust(Msp.parse(Configurations.encode(msp(organisation))).orElseThrow(), time);
        FabricPeer peer = FabricPeer.on(
                EndpointConfig.named("fabric")
                        .transport("memory")
                        .listen(name + ":7051")
                        .external(PeerAddress.of(name, 7051))
                        .setting("allowPlaintext", "true")
                        .identity(identity)
                        .trust(trust),
                FabricConfig.DEFAULT);
        FabricChannel channel =
                peer.join(FabricChannelConfig.fromBlock(genesis()).store(store).build());
        Node started = new Node(
                identity,
                peer,
                channel,
                peer.configure(GossipNode.builder()).runtime(runtime).start(),
                trust);
        nodes.add(started);
        return started;
    }

    CompletableFuture<Boolean> submit(Node node, Bytes block) {
        CompletableFuture<Boolean> done = node.channel().submit(block).toCompletableFuture();
        time.advanceUntil(done::isDone, Duration.ofSeconds(5));
        return done;
    }

    boolean until(BooleanSupplier condition) {
        return time.advanceUntil(condition, Duration.ofMinutes(2));
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.node().close());
        runtime.close();
    }
}
