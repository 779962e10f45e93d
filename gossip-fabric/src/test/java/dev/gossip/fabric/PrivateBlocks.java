package dev.gossip.fabric;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.fabric.block.BlockVerifier;
import dev.gossip.fabric.block.SignedBlocks;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWriteHash;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;

/** A chain of blocks whose transactions wrote privately, signed like those of {@link SignedBlocks}. */
public final class PrivateBlocks {

    private final String channel;
    private final List<Bytes> blocks = new ArrayList<>();

    /** A chain with block 0, which writes nothing. */
    public PrivateBlocks(String channel) {
        this.channel = channel;
        add(List.of(SignedBlocks.transaction(channel, "genesis")));
    }

    public Bytes genesisHash() {
        return BlockVerifier.headerOf(blocks.get(0)).orElseThrow().hash();
    }

    public List<Bytes> blocks() {
        return blocks;
    }

    /** One more block, with one transaction. */
    public Bytes add(String txId, String namespace, String collection, Bytes rwset) {
        return add(List.of(transaction(txId, namespace, collection, sha256(rwset))));
    }

    public Bytes add(List<ByteString> transactions) {
        Bytes previous = blocks.isEmpty()
                ? Bytes.empty()
                : BlockVerifier.headerOf(blocks.get(blocks.size() - 1))
                        .orElseThrow()
                        .hash();
        Block.Builder block = SignedBlocks.unsigned(blocks.size(), previous, transactions);
        Bytes signed = SignedBlocks.signed(block);
        blocks.add(signed);
        return signed;
    }

    /** An endorser's transaction whose private writes to one collection have this hash. */
    public ByteString transaction(String txId, String namespace, String collection, Bytes hash) {
        HashedRWSet hashed = HashedRWSet.newBuilder()
                .addHashedWrites(KVWriteHash.newBuilder().setKeyHash(ByteString.copyFromUtf8("hash of the key")))
                .build();
        TxReadWriteSet results = TxReadWriteSet.newBuilder()
                .addNsRwset(NsReadWriteSet.newBuilder()
                        .setNamespace(namespace)
                        .addCollectionHashedRwset(CollectionHashedReadWriteSet.newBuilder()
                                .setCollectionName(collection)
                                .setHashedRwset(hashed.toByteString())
                                .setPvtRwsetHash(ByteString.copyFrom(hash.toByteArray()))))
                .build();
        ByteString response = ProposalResponsePayload.newBuilder()
                .setExtension(ChaincodeAction.newBuilder()
                        .setResults(results.toByteString())
                        .build()
                        .toByteString())
                .build()
                .toByteString();
        ByteString action = ChaincodeActionPayload.newBuilder()
                .setAction(ChaincodeEndorsedAction.newBuilder().setProposalResponsePayload(response))
                .build()
                .toByteString();
        ChannelHeader header = ChannelHeader.newBuilder()
                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                .setChannelId(channel)
                .setTxId(txId)
                .build();
        Payload payload = Payload.newBuilder()
                .setHeader(Header.newBuilder().setChannelHeader(header.toByteString()))
                .setData(Transaction.newBuilder()
                        .addActions(TransactionAction.newBuilder().setPayload(action))
                        .build()
                        .toByteString())
                .build();
        return Envelope.newBuilder()
                .setPayload(payload.toByteString())
                .setSignature(ByteString.copyFromUtf8("signature of a client"))
                .build()
                .toByteString();
    }

    public static Bytes sha256(Bytes content) {
        try {
            return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(content.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
