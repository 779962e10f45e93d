package dev.gossip.fabric.block;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.crypto.EcdsaSigner;
import dev.gossip.fabric.Resources;
import dev.gossip.fabric.codec.SerializedIdentity;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.LocalIdentity;
import java.security.PrivateKey;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/** Makes blocks the way an ordering service does, signed with the throw-away key of the test resources. */
public final class SignedBlocks {

    public static final String MSP = "OrdererMSP";
    public static final SerializedIdentity ORDERER = new SerializedIdentity(MSP, Resources.bytes("orderer.pem"));

    private static final PrivateKey KEY = Resources.key("orderer-key.pem");
    private static final EcdsaSigner SIGNER = new EcdsaSigner();

    private SignedBlocks() {}

    /** A transaction of the given type; {@code content} tells it from others. */
    public static ByteString transaction(String channel, int type, String content) {
        ChannelHeader header =
                ChannelHeader.newBuilder().setType(type).setChannelId(channel).build();
        Payload payload = Payload.newBuilder()
                .setHeader(Header.newBuilder().setChannelHeader(header.toByteString()))
                .setData(ByteString.copyFromUtf8(content))
                .build();
        return Envelope.newBuilder()
                .setPayload(payload.toByteString())
                .setSignature(ByteString.copyFromUtf8("signature of a client"))
                .build()
                .toByteString();
    }

    public static ByteString transaction(String channel, String content) {
        return transaction(channel, HeaderType.ENDORSER_TRANSACTION_VALUE, content);
    }

    /** A block with these transactions, whose hash is right, not yet signed. */
    public static Block.Builder unsigned(long number, Bytes previousHash, List<ByteString> transactions) {
        BlockHeader header = new BlockHeader(number, previousHash, Sha256.of(transactions));
        return Block.newBuilder()
                .setHeader(org.hyperledger.fabric.protos.common.BlockHeader.newBuilder()
                        .setNumber(number)
                        .setPreviousHash(Wire.string(header.previousHash()))
                        .setDataHash(Wire.string(header.dataHash())))
                .setData(BlockData.newBuilder().addAllData(transactions));
    }

    /** The same block with the orderer's signature. */
    public static Bytes signed(Block.Builder block) {
        return withSignatures(block, List.of(signature(headerOf(block))));
    }

    /** The same block with the signature of any identity. */
    public static Bytes signed(Block.Builder block, LocalIdentity signer) {
        Identity identity = signer.identity();
        ByteString header = SignatureHeader.newBuilder()
                .setCreator(Wire.string(new SerializedIdentity(identity.organisation(), identity.encoded()).encode()))
                .build()
                .toByteString();
        MetadataSignature signature = MetadataSignature.newBuilder()
                .setSignatureHeader(header)
                .setSignature(Wire.string(signer.sign(content(header, headerOf(block)))))
                .build();
        return withSignatures(block, List.of(signature));
    }

    public static Bytes withSignatures(Block.Builder block, List<MetadataSignature> signatures) {
        Metadata metadata = Metadata.newBuilder()
                .setValue(VALUE)
                .addAllSignatures(signatures)
                .build();
        return Wire.bytes(block.setMetadata(BlockMetadata.newBuilder().addMetadata(metadata.toByteString()))
                .build()
                .toByteString());
    }

    private static final ByteString VALUE = OrdererBlockMetadata.newBuilder()
            .setLastConfig(LastConfig.newBuilder().setIndex(1))
            .build()
            .toByteString();

    public static BlockHeader headerOf(Block.Builder block) {
        return BlockVerifier.headerOf(Wire.bytes(block.build().toByteString())).orElseThrow();
    }

    public static MetadataSignature signature(BlockHeader header) {
        ByteString signatureHeader = SignatureHeader.newBuilder()
                .setCreator(Wire.string(ORDERER.encode()))
                .setNonce(ByteString.copyFromUtf8("nonce"))
                .build()
                .toByteString();
        return MetadataSignature.newBuilder()
                .setSignatureHeader(signatureHeader)
                .setSignature(sign(signatureHeader, header))
                .build();
    }

    /** A signature as members of a BFT ordering service make it. */
    public static MetadataSignature signature(BlockHeader header, int consenter) {
        ByteString identifier =
                IdentifierHeader.newBuilder().setIdentifier(consenter).build().toByteString();
        return MetadataSignature.newBuilder()
                .setIdentifierHeader(identifier)
                .setSignature(sign(identifier, header))
                .build();
    }

    private static ByteString sign(ByteString signatureHeader, BlockHeader header) {
        return Wire.string(SIGNER.sign(KEY, content(signatureHeader, header)));
    }

    /** What a signature covers. */
    static Bytes content(ByteString signatureHeader, BlockHeader header) {
        return Bytes.concat(Wire.bytes(VALUE), Wire.bytes(signatureHeader), header.der());
    }
}
