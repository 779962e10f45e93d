package dev.gossip.fabric.privatedata;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.fabric.codec.FabricIds;
import dev.gossip.fabric.codec.SerializedIdentity;
import dev.gossip.fabric.privatedata.store.PrivateDataKey;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;

/**
 * What a committed block says about private data: which transactions wrote to which collections, and the hash of what they
 * wrote. Transactions that cannot be read have no private data.
 *
 * @param txIds of all readable transactions
 */
record BlockWrites(Set<String> txIds, List<Hashed> writes) {

    /** @param valid whether the peer that committed the block held the transaction for valid, as far as the block says */
    record Hashed(PrivateDataKey key, String txId, Bytes hash, Set<NodeId> endorsers, boolean valid) {

        boolean isProvenBy(Bytes rwset) {
            return Protos.hash(rwset).equals(hash);
        }
    }

    /** A block without anything private. */
    static final BlockWrites NOTHING = new BlockWrites(Set.of(), List.of());

    static BlockWrites of(long number, Bytes bytes) {
        Block block;
        try {
            block = Protos.parse(Block.parser(), Protos.string(bytes));
        } catch (InvalidProtocolBufferException e) {
            return NOTHING;
        }
        BlockWrites found = new BlockWrites(new HashSet<>(), new ArrayList<>());
        List<ByteString> transactions = block.getData().getDataList();
        ByteString flags = flags(block, transactions.size());
        for (int i = 0; i < transactions.size(); i++) {
            try {
                found.add(number, i, transactions.get(i), flags.isEmpty() || flags.byteAt(i) == 0);
            } catch (InvalidProtocolBufferException e) {
                // Orderers do not look into transactions, so blocks may hold anything; peers commit such ones as
                // invalid.
                continue;
            }
        }
        return found;
    }

    /** One byte for each transaction, 0 for a valid one; empty in blocks as orderers hand them out. */
    private static ByteString flags(Block block, int transactions) {
        int index = BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE;
        List<ByteString> metadata = block.getMetadata().getMetadataList();
        boolean flagged = index < metadata.size() && metadata.get(index).size() == transactions;
        return flagged ? metadata.get(index) : ByteString.EMPTY;
    }

    private void add(long block, int index, ByteString transaction, boolean valid)
            throws InvalidProtocolBufferException {
        Payload payload = Protos.parse(
                Payload.parser(), Protos.parse(Envelope.parser(), transaction).getPayload());
        ChannelHeader header =
                Protos.parse(ChannelHeader.parser(), payload.getHeader().getChannelHeader());
        txIds.add(header.getTxId());
        if (header.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
            return;
        }
        Transaction content = Protos.parse(Transaction.parser(), payload.getData());
        if (content.getActionsCount() != 1) {
            return;
        }
        ChaincodeEndorsedAction action = Protos.parse(
                        ChaincodeActionPayload.parser(), content.getActions(0).getPayload())
                .getAction();
        ProposalResponsePayload response =
                Protos.parse(ProposalResponsePayload.parser(), action.getProposalResponsePayload());
        ChaincodeAction result = Protos.parse(ChaincodeAction.parser(), response.getExtension());
        TxReadWriteSet sets = Protos.parse(TxReadWriteSet.parser(), result.getResults());
        Set<NodeId> endorsers = endorsers(action.getEndorsementsList());
        for (NsReadWriteSet set : sets.getNsRwsetList()) {
            for (CollectionHashedReadWriteSet hashed : set.getCollectionHashedRwsetList()) {
                if (writes(hashed)) {
                    writes.add(new Hashed(
                            new PrivateDataKey(block, index, set.getNamespace(), hashed.getCollectionName()),
                            header.getTxId(),
                            Protos.bytes(hashed.getPvtRwsetHash()),
                            endorsers,
                            valid));
                }
            }
        }
    }

    private static boolean writes(CollectionHashedReadWriteSet hashed) throws InvalidProtocolBufferException {
        HashedRWSet set = Protos.parse(HashedRWSet.parser(), hashed.getHashedRwset());
        return set.getHashedWritesCount() > 0 || set.getMetadataWritesCount() > 0;
    }

    private static Set<NodeId> endorsers(List<Endorsement> endorsements) {
        Set<NodeId> endorsers = new HashSet<>();
        for (Endorsement endorsement : endorsements) {
            try {
                endorsers.add(FabricIds.pkiId(SerializedIdentity.decode(Protos.bytes(endorsement.getEndorser()))));
            } catch (MalformedException e) {
                // It only tells whom to ask first.
                continue;
            }
        }
        return endorsers;
    }
}
