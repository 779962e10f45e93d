package dev.gossip.fabric.msp;

/** What an identity may act as in its organisation: Fabric's {@code MSPRole}. */
public enum MspRole {
    /** Any valid identity of the organisation. */
    MEMBER,
    /** Listed among the administrators' certificates, or in their organizational unit. */
    ADMIN,
    /** In the clients' organizational unit. */
    CLIENT,
    /** In the peers' organizational unit. */
    PEER,
    /** In the orderers' organizational unit. */
    ORDERER
}
