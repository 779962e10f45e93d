package dev.gossip.fabric.privatedata;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.fabric.privatedata.store.PrivateDataKey;
import dev.gossip.fabric.privatedata.store.PrivateRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.gossip.PvtDataPayload;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxPvtReadWriteSet;

/** Private data as it travels with a transferred block: one PvtDataPayload for each transaction. */
final class Companions {

    private Companions() {}

    /** Of records of one block; those that miss their writes are left out. */
    static List<Bytes> write(List<PrivateRecord> records) {
        Map<Long, Map<String, NsPvtReadWriteSet.Builder>> transactions = new TreeMap<>(Long::compareUnsigned);
        for (PrivateRecord each : records) {
            each.rwset()
                    .ifPresent(rwset -> transactions
                            .computeIfAbsent(each.key().transaction(), index -> new TreeMap<>())
                            .computeIfAbsent(
                                    each.key().namespace(),
                                    name -> NsPvtReadWriteSet.newBuilder().setNamespace(name))
                            .addCollectionPvtRwset(CollectionPvtReadWriteSet.newBuilder()
                                    .setCollectionName(each.key().collection())
                                    .setRwset(Protos.string(rwset))));
        }
        List<Bytes> companions = new ArrayList<>();
        transactions.forEach((index, namespaces) -> {
            TxPvtReadWriteSet.Builder set = TxPvtReadWriteSet.newBuilder();
            namespaces.values().forEach(set::addNsPvtRwset);
            companions.add(Protos.bytes(PvtDataPayload.newBuilder()
                    .setTxSeqInBlock(index)
                    .setPayload(set.build().toByteString())
                    .build()
                    .toByteString()));
        });
        return companions;
    }

    /**
     * The writes that came with a block, not yet verified.
     *
     * @throws InvalidProtocolBufferException if one of the companions cannot be read
     */
    static Map<PrivateDataKey, Bytes> read(long block, List<Bytes> companions) throws InvalidProtocolBufferException {
        Map<PrivateDataKey, Bytes> found = new HashMap<>();
        for (Bytes companion : companions) {
            PvtDataPayload payload = Protos.parse(PvtDataPayload.parser(), Protos.string(companion));
            TxPvtReadWriteSet set = Protos.parse(TxPvtReadWriteSet.parser(), payload.getPayload());
            for (NsPvtReadWriteSet namespace : set.getNsPvtRwsetList()) {
                for (CollectionPvtReadWriteSet each : namespace.getCollectionPvtRwsetList()) {
                    found.put(
                            new PrivateDataKey(
                                    block,
                                    payload.getTxSeqInBlock(),
                                    namespace.getNamespace(),
                                    each.getCollectionName()),
                            Protos.bytes(each.getRwset()));
                }
            }
        }
        return found;
    }
}
