package dev.gossip.fabric.block;

import static dev.gossip.fabric.Configurations.change;
import static dev.gossip.fabric.Configurations.msp;
import static dev.gossip.fabric.Configurations.organisation;
import static dev.gossip.fabric.Configurations.principal;
import static dev.gossip.fabric.Configurations.role;
import static dev.gossip.fabric.Configurations.signatures;
import static dev.gossip.fabric.Configurations.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.EcdsaVerifier;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.Pem;
import dev.gossip.fabric.Configurations;
import dev.gossip.fabric.Resources;
import dev.gossip.fabric.codec.SerializedIdentity;
import dev.gossip.fabric.config.ChannelConfiguration;
import dev.gossip.testkit.VirtualTime;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.junit.jupiter.api.Test;

/** Blocks judged by nothing but a channel's configuration. */
class ConfiguredSignersTest {

    private static final SignatureCheck CHECK = SignatureCheck.with(new EcdsaVerifier());
    private static final String MSP = "OrdererMSP";

    private final VirtualTime time = new VirtualTime();
    private final DevelopmentCa ca = DevelopmentCa.create(MSP, time);
    private final List<IssuedNode> orderers = IntStream.range(0, 4)
            .mapToObj(i -> ca.issue(NodeSpec.peer("orderer" + i).unit("orderer")))
            .toList();
    private final FabricMSPConfig.Builder msp = msp(MSP, ca.certificatePem());
    private final Block.Builder block =
            SignedBlocks.unsigned(7, Sha256.of(Bytes.utf8("before")), List.of(SignedBlocks.transaction("ch1", "a")));
    private final BlockHeader header = SignedBlocks.headerOf(block);

    @Test
    void c47_realBlocksNeedNothingButTheConfigurationOfTheFirst() {
        List<Bytes> blocks = Resources.realBlocks();
        BlockVerifier verifier = new BlockVerifier(
                        "ch1", OrdererSigners.under(ChannelConfiguration.fromBlock(blocks.get(0))), CHECK)
                .withGenesis(BlockVerifier.headerOf(blocks.get(0)).orElseThrow().hash());
        Optional<Bytes> previous = Optional.empty();
        for (int i = 0; i < blocks.size(); i++) {
            BlockVerdict verdict = verifier.verify(i, blocks.get(i), previous);
            assertThat(verdict).as("block %d", i).isInstanceOf(BlockVerdict.Valid.class);
            previous = Optional.of(((BlockVerdict.Valid) verdict).header().hash());
        }
    }

    @Test
    void c47_blocksOfAnotherOrderingServiceAreRefused() {
        Bytes genesis = Resources.realBlocks().get(0);
        BlockVerifier verifier =
                new BlockVerifier("ch1", OrdererSigners.under(ChannelConfiguration.fromBlock(genesis)), CHECK);

        assertRefused(verifier, List.of(signed(orderers.get(0))));
        assertThat(verifier.verify(7, SignedBlocks.signed(block), Optional.empty())
                        .isValid())
                .isFalse();
    }

    @Test
    void anEtcdraftBlockNeedsOneOrderer() {
        BlockVerifier verifier = verifier(etcdraft());

        assertValid(verifier, List.of(signed(orderers.get(0))));
        assertRefused(verifier, List.of());
        assertRefused(verifier, List.of(signed(ca.issue(NodeSpec.peer("p")))));
        assertRefused(verifier, List.of(numbered(1, orderers.get(0))));
    }

    @Test
    void aMajorityOfIdentitiesIsNotOneWithSeveralTexts() {
        Config.Builder config = etcdraft();
        change(
                config,
                "Orderer",
                group -> group.putPolicies(
                        "BlockValidation",
                        signatures(2, role(MSP, MSPRoleType.ORDERER), role(MSP, MSPRoleType.ORDERER))));
        IssuedNode one = orderers.get(0);
        Bytes otherText = Bytes.utf8(one.certificatePem().utf8().replace("\n", "\r\n"));

        assertRefused(verifier(config), List.of(signed(one), signed(one, otherText)));
        assertValid(verifier(config), List.of(signed(one), signed(orderers.get(1))));
    }

    @Test
    void aPlainThresholdCountsKeysToo() {
        IssuedNode one = orderers.get(0);
        Bytes otherText = Bytes.utf8(one.certificatePem().utf8().replace("\n", "\r\n"));
        OrdererSigners two = OrdererSigners.under(read(etcdraft())).withThreshold(2);
        BlockVerifier verifier = new BlockVerifier("ch1", two, CHECK);

        assertRefused(verifier, List.of(signed(one), signed(one, otherText)));
        assertValid(verifier, List.of(signed(one), signed(orderers.get(1))));
    }

    @Test
    void aBftBlockNeedsAQuorumOfNumberedConsenters() {
        BlockVerifier verifier = verifier(bft());

        assertValid(verifier, numbered(1, 2, 3));
        assertValid(verifier, numbered(4, 3, 1, 2));
        assertRefused(verifier, numbered(1, 2));
        assertRefused(verifier, numbered(1, 2, 2, 2));
        List<MetadataSignature> unknown = new ArrayList<>(numbered(1, 2));
        unknown.add(numbered(77, orderers.get(2)));
        assertRefused(verifier, unknown);
        List<MetadataSignature> borrowed = new ArrayList<>(numbered(1, 2));
        borrowed.add(numbered(3, orderers.get(3)));
        assertRefused(verifier, borrowed);
    }

    @Test
    void consentersMaySignByIdentityToo() {
        List<MetadataSignature> mixed = new ArrayList<>(numbered(1, 2));
        mixed.add(signed(orderers.get(2)));

        assertValid(verifier(bft()), mixed);
        mixed.set(2, signed(orderers.get(1)));
        assertRefused(verifier(bft()), mixed);
    }

    @Test
    void aSignatureOverTheWrongHeaderDoesNotCount() {
        MetadataSignature good = numbered(3, orderers.get(2));
        MetadataSignature moved = good.toBuilder()
                .setIdentifierHeader(IdentifierHeader.newBuilder()
                        .setIdentifier(3)
                        .setNonce(ByteString.copyFromUtf8("other"))
                        .build()
                        .toByteString())
                .build();
        List<MetadataSignature> signatures = new ArrayList<>(numbered(1, 2));
        signatures.add(moved);

        assertRefused(verifier(bft()), signatures);
    }

    @Test
    void c19_aSignatureWithHighSDoesNotCount() {
        MetadataSignature good = signed(orderers.get(0));
        MetadataSignature high = good.toBuilder()
                .setSignature(highS(good.getSignature().toByteArray()))
                .build();

        assertValid(verifier(etcdraft()), List.of(good));
        assertRefused(verifier(etcdraft()), List.of(high));
    }

    @Test
    void oldBlocksStayValidWhenTheirOrderersCertificateEnds() {
        IssuedNode brief = ca.issue(NodeSpec.peer("brief").unit("orderer").validFor(Duration.ofMinutes(1)));
        time.advance(Duration.ofDays(10_000));

        assertValid(verifier(etcdraft()), List.of(signed(brief)));
    }

    @Test
    void revokedOrderersDoNotCount() {
        msp.addRevocationList(bytes(Pem.encode(ca.revocationList(orderers.get(0).certificate()))));

        assertRefused(verifier(etcdraft()), List.of(signed(orderers.get(0))));
        assertValid(verifier(etcdraft()), List.of(signed(orderers.get(0)), signed(orderers.get(1))));
    }

    private Config.Builder etcdraft() {
        return Configurations.config(1, Map.of(), Map.of("Orderer", organisation(msp, MSPRoleType.MEMBER)));
    }

    /** As Fabric's tools write it: three of four identities. */
    private Config.Builder bft() {
        Orderers.Builder consenters = Orderers.newBuilder();
        List<MSPPrincipal> principals = new ArrayList<>();
        for (int i = 0; i < orderers.size(); i++) {
            ByteString pem = bytes(orderers.get(i).certificatePem());
            consenters.addConsenterMapping(
                    Consenter.newBuilder().setId(i + 1).setMspId(MSP).setIdentity(pem));
            principals.add(principal(
                    MSPPrincipal.Classification.IDENTITY,
                    org.hyperledger.fabric.protos.msp.SerializedIdentity.newBuilder()
                            .setMspid(MSP)
                            .setIdBytes(pem)
                            .build()));
        }
        return change(
                etcdraft(),
                "Orderer",
                group -> group.putValues("Orderers", value(consenters.build()))
                        .putPolicies("BlockValidation", signatures(3, principals.toArray(MSPPrincipal[]::new))));
    }

    private List<MetadataSignature> numbered(int... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(number -> numbered(number, orderers.get(number - 1)))
                .toList();
    }

    private MetadataSignature numbered(int number, IssuedNode signer) {
        ByteString identifier =
                IdentifierHeader.newBuilder().setIdentifier(number).build().toByteString();
        return MetadataSignature.newBuilder()
                .setIdentifierHeader(identifier)
                .setSignature(sign(signer, identifier))
                .build();
    }

    private MetadataSignature signed(IssuedNode signer) {
        return signed(signer, signer.certificatePem());
    }

    private MetadataSignature signed(IssuedNode signer, Bytes certificate) {
        ByteString creator = SignatureHeader.newBuilder()
                .setCreator(bytes(new SerializedIdentity(MSP, certificate).encode()))
                .build()
                .toByteString();
        return MetadataSignature.newBuilder()
                .setSignatureHeader(creator)
                .setSignature(sign(signer, creator))
                .build();
    }

    private ByteString sign(IssuedNode signer, ByteString signatureHeader) {
        return bytes(signer.localIdentity().sign(SignedBlocks.content(signatureHeader, header)));
    }

    private static ByteString highS(byte[] der) {
        int lengthOfR = der[3];
        byte[] r = Arrays.copyOfRange(der, 4, 4 + lengthOfR);
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(der, 6 + lengthOfR, der.length));
        BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        byte[] other = order.subtract(s).toByteArray();
        Bytes numbers = Bytes.concat(
                Bytes.wrap(new byte[] {2, (byte) r.length}),
                Bytes.wrap(r),
                Bytes.wrap(new byte[] {2, (byte) other.length}),
                Bytes.wrap(other));
        return bytes(Bytes.concat(Bytes.wrap(new byte[] {0x30, (byte) numbers.length()}), numbers));
    }

    private static ByteString bytes(Bytes content) {
        return ByteString.copyFrom(content.toByteArray());
    }

    private static ChannelConfiguration read(Config.Builder config) {
        return ChannelConfiguration.fromBlock(Configurations.block("ch1", 0, Bytes.empty(), config));
    }

    private static BlockVerifier verifier(Config.Builder config) {
        return new BlockVerifier("ch1", OrdererSigners.under(read(config)), CHECK);
    }

    private BlockVerdict judge(BlockVerifier verifier, List<MetadataSignature> signatures) {
        return verifier.verify(7, SignedBlocks.withSignatures(block, signatures), Optional.empty());
    }

    private void assertValid(BlockVerifier verifier, List<MetadataSignature> signatures) {
        assertThat(judge(verifier, signatures)).isInstanceOf(BlockVerdict.Valid.class);
    }

    private void assertRefused(BlockVerifier verifier, List<MetadataSignature> signatures) {
        assertThat(judge(verifier, signatures))
                .isInstanceOfSatisfying(
                        BlockVerdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(BlockDropReasons.SIGNATURE));
    }
}
