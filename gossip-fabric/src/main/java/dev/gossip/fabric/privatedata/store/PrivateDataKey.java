package dev.gossip.fabric.privatedata.store;

/**
 * Where private writes belong: a collection's part of one committed transaction.
 *
 * @param block number of the block (unsigned)
 * @param transaction index of the transaction in it
 * @param namespace name of the chaincode
 */
public record PrivateDataKey(long block, long transaction, String namespace, String collection) {

    @Override
    public String toString() {
        return namespace + "/" + collection + " of transaction " + transaction + " in block "
                + Long.toUnsignedString(block);
    }
}
