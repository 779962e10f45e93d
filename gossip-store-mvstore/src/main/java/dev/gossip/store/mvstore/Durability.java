package dev.gossip.store.mvstore;

/** What an appended item survives; the price is the time that an append takes. */
public enum Durability {
    /** Power loss and a crash of the operating system: each append waits until the disk says that it has everything. */
    DISK,
    /**
     * The end of the process, however sudden. After a power loss the newest items may be missing or, if the disk wrote
     * out of order, damaged; opening cuts them off.
     */
    PROCESS
}
