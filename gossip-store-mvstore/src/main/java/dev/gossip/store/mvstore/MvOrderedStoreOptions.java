package dev.gossip.store.mvstore;

/**
 * How a file is opened.
 *
 * @param durability what an appended item survives
 * @param cacheMegabytes how much of the file is kept on the heap for reading, at most, in MiB; at least 1
 * @param checkAll whether opening looks at every item, which takes as long as reading the file, or at the newest ones only
 */
public record MvOrderedStoreOptions(Durability durability, int cacheMegabytes, boolean checkAll) {

    /** Items survive power loss, 16 MiB of cache, and opening looks at the newest items only. */
    public static final MvOrderedStoreOptions DEFAULT = new MvOrderedStoreOptions(Durability.DISK, 16, false);

    /** @throws IllegalArgumentException naming the option and its limit */
    public MvOrderedStoreOptions {
        if (cacheMegabytes < 1 || cacheMegabytes > 65_536) {
            throw new IllegalArgumentException("cacheMegabytes must be within 1..65536 but is " + cacheMegabytes);
        }
    }

    public MvOrderedStoreOptions withDurability(Durability chosen) {
        return new MvOrderedStoreOptions(chosen, cacheMegabytes, checkAll);
    }

    public MvOrderedStoreOptions withCacheMegabytes(int megabytes) {
        return new MvOrderedStoreOptions(durability, megabytes, checkAll);
    }

    public MvOrderedStoreOptions withCheckAll(boolean check) {
        return new MvOrderedStoreOptions(durability, cacheMegabytes, check);
    }
}
