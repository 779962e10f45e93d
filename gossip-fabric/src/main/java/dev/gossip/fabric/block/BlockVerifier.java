package dev.gossip.fabric.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fabric.block.BlockVerdict.Refused;
import dev.gossip.fabric.block.BlockVerdict.Valid;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.ChannelHeader;

/**
 * Checks blocks of one channel by the rules of Fabric's peers, plus the chain of hashes where the block before is
 * known. Immutable and thread-safe; never throws for bad input. Hashes the whole block and checks signatures, so it is
 * called beside the lanes.
 */
public final class BlockVerifier {

    /** Far above what orderers put into a block; a bound on the objects that the bytes of one block can become. */
    static final int MAX_ENTRIES = 1 << 18;

    private static final int SIGNATURES = 0;

    private final String channel;
    private final BlockSignatures signatures;
    private final Optional<Bytes> genesisHash;

    /**
     * Accepts block 0 only if orderers signed it like any other, which they usually did not.
     *
     * @param check does the arithmetic of signatures
     */
    public BlockVerifier(String channel, OrdererSigners signers, SignatureCheck check) {
        this(channel, new BlockSignatures(signers, check), Optional.empty());
    }

    private BlockVerifier(String channel, BlockSignatures signatures, Optional<Bytes> genesisHash) {
        this.channel = channel;
        this.signatures = signatures;
        this.genesisHash = genesisHash;
    }

    /**
     * Accepts exactly the block 0 whose header has this hash. Nobody signs a channel's first block; whoever joins a
     * channel is given it, or its hash, by an administrator.
     */
    public BlockVerifier withGenesis(Bytes headerHash) {
        return new BlockVerifier(channel, signatures, Optional.of(headerHash));
    }

    /**
     * Checks one block.
     *
     * @param number under which it was offered (unsigned)
     * @param encoded the serialized block, exactly as it was received
     * @param previousHash {@link BlockHeader#hash()} of the block before it, if that is known
     */
    public BlockVerdict verify(long number, Bytes encoded, Optional<Bytes> previousHash) {
        try {
            Block block = parse(encoded);
            if (!block.hasHeader()) {
                return refused(BlockDropReasons.MALFORMED, "the block has no header");
            }
            BlockHeader header = header(block);
            return fault(number, block, header)
                    .or(() -> chainFault(header, previousHash))
                    .or(() -> originFault(block, header))
                    .<BlockVerdict>map(refused -> refused)
                    .orElseGet(() -> new Valid(header));
        } catch (InvalidProtocolBufferException e) {
            return refused(BlockDropReasons.MALFORMED, "unreadable: " + e.getMessage());
        }
    }

    /**
     * The header of a block, unverified; empty if there is none to be read. For blocks of our own store.
     *
     * @param encoded the serialized block
     */
    public static Optional<BlockHeader> headerOf(Bytes encoded) {
        try {
            Block block = parse(encoded);
            return block.hasHeader() ? Optional.of(header(block)) : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private Optional<Refused> fault(long number, Block block, BlockHeader header)
            throws InvalidProtocolBufferException {
        if (header.number() != number) {
            return fault(
                    BlockDropReasons.NUMBER,
                    "offered as " + Long.toUnsignedString(number) + " but its header says "
                            + Long.toUnsignedString(header.number()));
        }
        List<ByteString> transactions = block.getData().getDataList();
        if (transactions.isEmpty()) {
            return fault(BlockDropReasons.EMPTY, "the block has no transaction");
        }
        ChannelHeader first = Transactions.channelHeader(transactions.get(0));
        if (!first.getChannelId().equals(channel)) {
            return fault(
                    BlockDropReasons.CHANNEL,
                    "the block belongs to channel '" + first.getChannelId() + "', not to '" + channel + "'");
        }
        if (block.getMetadata().getMetadataCount() == 0) {
            return fault(BlockDropReasons.METADATA, "the block has no metadata");
        }
        return dataFault(transactions, first, header);
    }

    private static Optional<Refused> dataFault(List<ByteString> transactions, ChannelHeader first, BlockHeader header) {
        if (!Transactions.isSingleConfiguration(transactions, first)) {
            Optional<String> fault = Transactions.fault(transactions);
            if (fault.isPresent()) {
                return fault(BlockDropReasons.NOT_CANONICAL, fault.get());
            }
        }
        Bytes hash = Sha256.of(transactions);
        return hash.equals(header.dataHash())
                ? Optional.empty()
                : fault(
                        BlockDropReasons.DATA_HASH,
                        "the transactions have the hash " + hash.hex() + ", not the header's " + header.dataHash());
    }

    private static Optional<Refused> chainFault(BlockHeader header, Optional<Bytes> previousHash) {
        return previousHash
                .filter(expected -> !expected.equals(header.previousHash()))
                .flatMap(expected -> fault(
                        BlockDropReasons.PREVIOUS_HASH,
                        "the block before has the hash " + expected.hex() + ", not the header's "
                                + header.previousHash()));
    }

    private Optional<Refused> originFault(Block block, BlockHeader header) {
        if (header.number() == 0 && genesisHash.isPresent()) {
            return genesisHash
                    .filter(expected -> !expected.equals(header.hash()))
                    .flatMap(expected -> fault(
                            BlockDropReasons.SIGNATURE,
                            "the hash of this first block is not the " + expected.hex() + " of the channel's"));
        }
        return signatures
                .fault(block.getMetadata().getMetadata(SIGNATURES), header)
                .flatMap(detail -> fault(BlockDropReasons.SIGNATURE, detail));
    }

    private static Block parse(Bytes encoded) throws InvalidProtocolBufferException {
        ByteString block = Wire.string(encoded);
        long entries = Wire.count(block, Block.DATA_FIELD_NUMBER, BlockData.DATA_FIELD_NUMBER)
                + Wire.count(block, Block.METADATA_FIELD_NUMBER, BlockMetadata.METADATA_FIELD_NUMBER);
        if (entries > MAX_ENTRIES) {
            throw new InvalidProtocolBufferException(
                    entries + " transactions and metadata, more than the limit of " + MAX_ENTRIES);
        }
        return Wire.parse(Block.parser(), block);
    }

    private static BlockHeader header(Block block) {
        var header = block.getHeader();
        return new BlockHeader(
                header.getNumber(), Wire.bytes(header.getPreviousHash()), Wire.bytes(header.getDataHash()));
    }

    private static Refused refused(DropReason reason, String detail) {
        return new Refused(reason, detail);
    }

    private static Optional<Refused> fault(DropReason reason, String detail) {
        return Optional.of(refused(reason, detail));
    }
}
