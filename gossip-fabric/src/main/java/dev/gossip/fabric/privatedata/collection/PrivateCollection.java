package dev.gossip.fabric.privatedata.collection;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import java.util.Set;

/**
 * The rules of one collection of a chaincode.
 *
 * @param namespace name of the chaincode
 * @param organisations MSP ids of the member organisations
 * @param members who of them may hold the data
 * @param requiredPeerCount an endorsement fails unless so many peers acknowledged the data
 * @param maximumPeerCount to how many peers an endorser pushes the data
 * @param blockToLive after how many further blocks the data is purged; 0 means never
 * @param config the same as Fabric's serialized CollectionConfigPackage with exactly this collection
 */
public record PrivateCollection(
        String namespace,
        String name,
        Set<String> organisations,
        MemberPolicy members,
        int requiredPeerCount,
        int maximumPeerCount,
        long blockToLive,
        Bytes config) {

    private static final String IMPLICIT = "_implicit_org_";

    /** @throws IllegalArgumentException if the numbers of peers do not fit each other */
    public PrivateCollection {
        organisations = Set.copyOf(organisations);
        if (requiredPeerCount < 0 || maximumPeerCount < requiredPeerCount) {
            throw new IllegalArgumentException("collection '" + name + "': requiredPeerCount " + requiredPeerCount
                    + " must be within 0..maximumPeerCount " + maximumPeerCount);
        }
    }

    /** A collection that all members of some organisations may hold. */
    public static PrivateCollection of(
            String namespace,
            String name,
            Set<String> organisations,
            int requiredPeerCount,
            int maximumPeerCount,
            long blockToLive) {
        return new PrivateCollection(
                namespace,
                name,
                organisations,
                MemberPolicy.organisations(organisations),
                requiredPeerCount,
                maximumPeerCount,
                blockToLive,
                CollectionConfigs.write(name, organisations, requiredPeerCount, maximumPeerCount, blockToLive));
    }

    /**
     * The only collection of a serialized CollectionConfigPackage, as it comes with a push. Its policy is evaluated on one
     * identity; roles other than MEMBER are read from the certificate's organizational unit, as Fabric's node OUs name
     * them.
     *
     * @throws GossipException naming what cannot be read
     */
    public static PrivateCollection read(String namespace, Bytes config) {
        return CollectionConfigs.read(namespace, config);
    }

    /** Whether every chaincode has a collection of this name by itself, one for each organisation. */
    static boolean isImplicit(String name) {
        return name.startsWith(IMPLICIT);
    }

    /** The organisation whose implicit collection this name is. */
    static String implicitOwner(String name) {
        return name.substring(IMPLICIT.length());
    }

    /** With which block (unsigned) data of {@code block} is purged; -1 means never. */
    public long expiryOf(long block) {
        return blockToLive == 0 ? -1 : block + blockToLive + 1;
    }
}
