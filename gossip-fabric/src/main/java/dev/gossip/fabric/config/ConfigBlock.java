package dev.gossip.fabric.config;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.Payload;

/** Finds the configuration in a block: the block's only transaction is of type CONFIG then. */
final class ConfigBlock {

    static final String CHANNEL = "Channel";

    private ConfigBlock() {}

    static Optional<ChannelConfiguration> read(Bytes encoded) {
        try {
            Block block = Block.parseFrom(encoded.asReadOnlyBuffer());
            if (block.getData().getDataCount() != 1) {
                return Optional.empty();
            }
            Payload payload = Payload.parseFrom(
                    Envelope.parseFrom(block.getData().getData(0)).getPayload());
            ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
            return header.getType() == HeaderType.CONFIG_VALUE
                    ? Optional.of(read(header.getChannelId(), block.getHeader().getNumber(), payload.getData()))
                    : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw new GossipException("the block cannot be read: " + e.getMessage(), e);
        }
    }

    private static ChannelConfiguration read(String channel, long block, ByteString envelope)
            throws InvalidProtocolBufferException {
        if (channel.isEmpty()) {
            throw new GossipException("configuration block " + Long.toUnsignedString(block) + " names no channel");
        }
        try {
            return new ConfigReader(
                            channel, block, ConfigEnvelope.parseFrom(envelope).getConfig())
                    .read();
        } catch (GossipException e) {
            throw new GossipException(
                    "configuration block " + Long.toUnsignedString(block) + " of channel '" + channel + "': "
                            + e.getMessage(),
                    e);
        }
    }

    static Optional<Long> lastConfiguration(Bytes encoded) {
        try {
            Block block = Block.parseFrom(encoded.asReadOnlyBuffer());
            ByteString value =
                    metadata(block, BlockMetadataIndex.SIGNATURES_VALUE).getValue();
            if (!value.isEmpty()) {
                return Optional.of(
                        OrdererBlockMetadata.parseFrom(value).getLastConfig().getIndex());
            }
            // Where orderers before 1.4.1 wrote it.
            value = metadata(block, 1).getValue();
            return value.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LastConfig.parseFrom(value).getIndex());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static Metadata metadata(Block block, int index) throws InvalidProtocolBufferException {
        return index < block.getMetadata().getMetadataCount()
                ? Metadata.parseFrom(block.getMetadata().getMetadata(index))
                : Metadata.getDefaultInstance();
    }
}
