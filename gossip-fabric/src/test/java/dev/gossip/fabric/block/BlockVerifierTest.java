package dev.gossip.fabric.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.crypto.EcdsaVerifier;
import dev.gossip.fabric.IssuerTrust;
import dev.gossip.fabric.Resources;
import dev.gossip.spi.crypto.Verification;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockVerifierTest {

    private static final SignatureCheck CHECK = SignatureCheck.with(new EcdsaVerifier());
    private static final OrdererSigners SIGNERS = signersUnder("orderer-ca.pem");
    private static final Bytes PREVIOUS = Sha256.of(Bytes.utf8("the block before"));

    private final BlockVerifier verifier = new BlockVerifier("ch1", SIGNERS, CHECK);

    static List<Map<String, String>> verdicts() {
        return Resources.table("verify-block.tsv");
    }

    private static final Map<String, DropReason> REASONS = Map.of(
            "wrong claimed seq", BlockDropReasons.NUMBER,
            "wrong channel claimed", BlockDropReasons.CHANNEL,
            "block of another channel", BlockDropReasons.CHANNEL,
            "no header", BlockDropReasons.MALFORMED,
            "no metadata", BlockDropReasons.METADATA,
            "metadata list empty", BlockDropReasons.METADATA,
            "empty data", BlockDropReasons.EMPTY,
            "signed by a peer, not an orderer", BlockDropReasons.SIGNATURE,
            "signed by orderer of an unknown MSP", BlockDropReasons.SIGNATURE);

    @ParameterizedTest
    @MethodSource("verdicts")
    void c47_judgesAsFabricDoes(Map<String, String> row) {
        BlockVerifier one = new BlockVerifier(row.get("channel"), SIGNERS.withUnit("orderer"), CHECK);

        BlockVerdict verdict = one.verify(
                Long.parseUnsignedLong(row.get("claimed")), Bytes.fromHex(row.get("block")), Optional.empty());

        if (row.get("verdict").equals("ok")) {
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            BlockVerdict.Valid.class,
                            valid -> assertThat(valid.header().hash().hex()).isEqualTo(row.get("header_hash")));
        } else {
            assertRefused(verdict, REASONS.get(row.get("name")));
        }
    }

    @Test
    void acceptsARealChannelBlockByBlock() {
        List<Bytes> blocks = Resources.realBlocks();
        BlockVerifier real = new BlockVerifier(
                        "ch1", signersUnder("real/orderer-ca.pem").withUnit("orderer"), CHECK)
                .withGenesis(BlockVerifier.headerOf(blocks.get(0)).orElseThrow().hash());
        Optional<Bytes> previous = Optional.empty();
        for (int i = 0; i < blocks.size(); i++) {
            BlockVerdict verdict = real.verify(i, blocks.get(i), previous);
            assertThat(verdict).as("block %d", i).isInstanceOf(BlockVerdict.Valid.class);
            previous = Optional.of(((BlockVerdict.Valid) verdict).header().hash());
        }
    }

    @Test
    void refusesAFirstBlockThatNobodyVouchesFor() {
        Bytes genesis = Resources.realBlocks().get(0);
        BlockVerifier real = new BlockVerifier("ch1", signersUnder("real/orderer-ca.pem"), CHECK);

        assertRefused(real.verify(0, genesis, Optional.empty()), BlockDropReasons.SIGNATURE);
        assertRefused(real.withGenesis(PREVIOUS).verify(0, genesis, Optional.empty()), BlockDropReasons.SIGNATURE);
    }

    @Test
    void refusesRealBlocksUnderAnotherAuthority() {
        Bytes block = Resources.realBlocks().get(1);

        assertRefused(verifier.verify(1, block, Optional.empty()), BlockDropReasons.SIGNATURE);
    }

    @Test
    void refusesABlockThatContinuesAnother() {
        Bytes block = SignedBlocks.signed(block(transactions("a")));

        assertThat(verifier.verify(7, block, Optional.of(PREVIOUS)).isValid()).isTrue();
        assertRefused(
                verifier.verify(7, block, Optional.of(Sha256.of(Bytes.utf8("another")))),
                BlockDropReasons.PREVIOUS_HASH);
    }

    @Test
    void c47_refusesTransactionsWithAnotherHash() {
        Block.Builder block = block(transactions("a", "b"));
        block.getDataBuilder().setData(1, SignedBlocks.transaction("ch1", "c"));

        assertRefused(verifier.verify(7, SignedBlocks.signed(block), Optional.empty()), BlockDropReasons.DATA_HASH);
    }

    /** The concatenation, and so the hash, stays the same when a border moves. */
    @Test
    void c47_refusesMovedBordersBetweenTransactions() {
        ByteString a = SignedBlocks.transaction("ch1", "a");
        ByteString b = SignedBlocks.transaction("ch1", "b");
        List<ByteString> oneInsteadOfTwo = List.of(a.concat(b));
        List<ByteString> trailingField = List.of(a.concat(ByteString.copyFrom(new byte[] {0x12, 0x01, 0x61})));
        List<ByteString> trailingBytes = List.of(a, b.concat(ByteString.copyFrom(new byte[] {0x12, 0x05, 0x61})));
        List<ByteString> unknownFirst =
                List.of(a, ByteString.copyFrom(new byte[] {0x38, 0x01}).concat(b));

        for (List<ByteString> moved : List.of(oneInsteadOfTwo, trailingField, trailingBytes, unknownFirst)) {
            BlockVerdict verdict = verifier.verify(7, SignedBlocks.signed(block(moved)), Optional.empty());
            assertRefused(verdict, BlockDropReasons.NOT_CANONICAL);
        }
    }

    @Test
    void refusesTransactionsWithoutPayloadOrSignature() throws Exception {
        ByteString good = SignedBlocks.transaction("ch1", "a");
        ByteString unsigned =
                Envelope.parseFrom(good).toBuilder().clearSignature().build().toByteString();
        ByteString hollow =
                Envelope.parseFrom(good).toBuilder().clearPayload().build().toByteString();

        for (ByteString bad : List.of(unsigned, hollow)) {
            Bytes block = SignedBlocks.signed(block(List.of(good, bad)));
            assertRefused(verifier.verify(7, block, Optional.empty()), BlockDropReasons.NOT_CANONICAL);
        }
    }

    @Test
    void keepsUnknownFieldsOfTransactionsInAnyOrder() {
        ByteString laterFields = ByteString.copyFrom(new byte[] {0x4a, 0x01, 0x05, 0x38, 0x01});
        ByteString extended = SignedBlocks.transaction("ch1", "a").concat(laterFields);

        Bytes block = SignedBlocks.signed(block(List.of(extended)));

        assertThat(verifier.verify(7, block, Optional.empty()).isValid()).isTrue();
    }

    @Test
    void onlyASingleConfigurationMayLackASignature() throws Exception {
        ByteString configuration =
                Envelope.parseFrom(SignedBlocks.transaction("ch1", HeaderType.CONFIG_VALUE, "a")).toBuilder()
                        .clearSignature()
                        .build()
                        .toByteString();

        Bytes single = SignedBlocks.signed(block(List.of(configuration)));
        Bytes pair = SignedBlocks.signed(block(List.of(configuration, SignedBlocks.transaction("ch1", "b"))));

        assertThat(verifier.verify(7, single, Optional.empty()).isValid()).isTrue();
        assertRefused(verifier.verify(7, pair, Optional.empty()), BlockDropReasons.NOT_CANONICAL);
    }

    @Test
    void c47_refusesChangedHeadersAndSignatures() {
        Block.Builder block = block(transactions("a"));
        Bytes signed = SignedBlocks.signed(block);
        Bytes otherNumber = SignedBlocks.signed(SignedBlocks.unsigned(8, PREVIOUS, transactions("a")));

        Block.Builder renumbered = parse(signed);
        renumbered.getHeaderBuilder().setNumber(8);
        Block.Builder swapped = parse(signed).setMetadata(parse(otherNumber).getMetadata());

        assertRefused(verify(8, renumbered), BlockDropReasons.SIGNATURE);
        assertRefused(verify(7, swapped), BlockDropReasons.SIGNATURE);
        assertRefused(
                verify(7, parse(signed).setMetadata(BlockMetadata.newBuilder().addMetadata(ByteString.EMPTY))),
                BlockDropReasons.SIGNATURE);
    }

    @Test
    void countsDifferentSignersOnly() {
        Block.Builder block = block(transactions("a"));
        var signature = SignedBlocks.signature(SignedBlocks.headerOf(block));
        Bytes twice = SignedBlocks.withSignatures(block, List.of(signature, signature));
        BlockVerifier two = new BlockVerifier("ch1", SIGNERS.withThreshold(2), CHECK);

        assertThat(verifier.verify(7, twice, Optional.empty()).isValid()).isTrue();
        assertRefused(two.verify(7, twice, Optional.empty()), BlockDropReasons.SIGNATURE);
    }

    @Test
    void boundsTheSignaturesOfOneBlock() {
        AtomicInteger checks = new AtomicInteger();
        BlockVerifier counting = new BlockVerifier("ch1", SIGNERS, (signer, content, signature) -> {
            checks.incrementAndGet();
            return Verification.invalid("never");
        });
        Block.Builder block = block(transactions("a"));
        var signature = SignedBlocks.signature(SignedBlocks.headerOf(block));

        Bytes many =
                SignedBlocks.withSignatures(block, Collections.nCopies(BlockSignatures.MAX_SIGNATURES + 1, signature));
        assertRefused(counting.verify(7, many, Optional.empty()), BlockDropReasons.SIGNATURE);
        assertThat(checks).hasValue(0);
    }

    @Test
    void boundsTheTransactionsOfOneBlockBeforeMakingObjectsOfThem() {
        byte[] empties = new byte[2 * (BlockVerifier.MAX_ENTRIES + 1)];
        for (int i = 0; i < empties.length; i += 2) {
            empties[i] = 0x0a;
        }
        ByteString data = ByteString.copyFrom(empties);
        UnknownFieldSet block = UnknownFieldSet.newBuilder()
                .addField(
                        1,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.EMPTY)
                                .build())
                .addField(
                        2,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(data)
                                .build())
                .build();

        assertThat(verifier.verify(0, Wire.bytes(block.toByteString()), Optional.empty()))
                .isInstanceOfSatisfying(BlockVerdict.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(BlockDropReasons.MALFORMED);
                    assertThat(refused.detail()).contains("262145").contains("262144");
                });
    }

    @Test
    void attributesNumberedSignaturesToConsenters() {
        Block.Builder block = block(transactions("a"));
        BlockHeader header = SignedBlocks.headerOf(block);
        Bytes signed = SignedBlocks.withSignatures(
                block, List.of(SignedBlocks.signature(header, 9), SignedBlocks.signature(header, 3)));
        OrdererSigners numbered = SIGNERS.withConsenters(Map.of(3, SignedBlocks.ORDERER));

        assertThat(new BlockVerifier("ch1", numbered, CHECK)
                        .verify(7, signed, Optional.empty())
                        .isValid())
                .isTrue();
        assertRefused(verifier.verify(7, signed, Optional.empty()), BlockDropReasons.SIGNATURE);
    }

    @Test
    void listedCertificatesNeedNoAuthority() {
        Bytes block = SignedBlocks.signed(block(transactions("a")));
        OrdererSigners listed =
                OrdererSigners.certificates(SignedBlocks.MSP, List.of(Resources.certificate("orderer.pem")));
        OrdererSigners others =
                OrdererSigners.certificates(SignedBlocks.MSP, List.of(Resources.certificate("orderer-ca.pem")));

        assertThat(new BlockVerifier("ch1", listed, CHECK)
                        .verify(7, block, Optional.empty())
                        .isValid())
                .isTrue();
        assertRefused(
                new BlockVerifier("ch1", others, CHECK).verify(7, block, Optional.empty()), BlockDropReasons.SIGNATURE);
        assertRefused(
                new BlockVerifier("ch1", SIGNERS.withUnit("peer"), CHECK).verify(7, block, Optional.empty()),
                BlockDropReasons.SIGNATURE);
    }

    @Test
    void refusesPoliciesThatNobodyCouldMeetOrFail() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIGNERS.withThreshold(0))
                .withMessageContaining("threshold");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrdererSigners.admittedBy((msp, pem) -> {
                    throw new AssertionError("not asked");
                }));
        assertThatIllegalArgumentException().isThrownBy(() -> OrdererSigners.certificates(SignedBlocks.MSP, List.of()));
    }

    @Test
    void survivesAnyMutation() {
        List<Bytes> blocks = Resources.realBlocks();
        BlockVerifier real = new BlockVerifier("ch1", signersUnder("real/orderer-ca.pem"), CHECK);
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            int number = 1 + random.nextInt(5);
            byte[] mutated = mutate(blocks.get(number).toByteArray(), random);
            try {
                refused += real.verify(number, Bytes.wrap(mutated), Optional.empty())
                                .isValid()
                        ? 0
                        : 1;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", mutation " + i, e);
            }
        }
        // Some of a block is covered by neither hash nor signature: the parts that peers fill in after ordering.
        assertThat(refused).as("seed %d", seed).isGreaterThan(9_000);
    }

    private static byte[] mutate(byte[] block, SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                block[random.nextInt(block.length)] ^= (byte) (1 << random.nextInt(8));
                yield block;
            }
            case 1 -> java.util.Arrays.copyOf(block, random.nextInt(block.length));
            case 2 -> {
                int from = random.nextInt(block.length);
                int to = random.nextInt(block.length);
                System.arraycopy(
                        block, from, block, to, Math.min(1 + random.nextInt(64), block.length - Math.max(from, to)));
                block[random.nextInt(64)] ^= 1;
                yield block;
            }
            default -> {
                block[random.nextInt(128)] = (byte) random.nextInt(256);
                yield block;
            }
        };
    }

    private BlockVerdict verify(long number, Block.Builder block) {
        return verifier.verify(number, Wire.bytes(block.build().toByteString()), Optional.empty());
    }

    private static Block.Builder parse(Bytes block) {
        try {
            return Block.parseFrom(block.toByteArray()).toBuilder();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Block.Builder block(List<ByteString> transactions) {
        return SignedBlocks.unsigned(7, PREVIOUS, transactions);
    }

    private static List<ByteString> transactions(String... contents) {
        return java.util.Arrays.stream(contents)
                .map(content -> SignedBlocks.transaction("ch1", content))
                .toList();
    }

    private static OrdererSigners signersUnder(String authority) {
        return OrdererSigners.admittedBy(
                new IssuerTrust(SignedBlocks.MSP, Resources.certificate(authority)), SignedBlocks.MSP);
    }

    private static void assertRefused(BlockVerdict verdict, DropReason reason) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        BlockVerdict.Refused.class,
                        refused -> assertThat(refused.reason())
                                .as(refused.detail())
                                .isEqualTo(reason));
    }
}
