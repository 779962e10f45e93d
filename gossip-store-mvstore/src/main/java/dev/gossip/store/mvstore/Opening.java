package dev.gossip.store.mvstore;

import dev.gossip.api.GossipException;
import java.util.OptionalLong;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Opens a file and heals it: first by giving up what was written last, which a power loss may have torn, then by cutting
 * before the lowest damaged item.
 */
record Opening(StoreFile file, MvOrderedStoreOptions options) {

    private static final String ABOUT = "about";
    private static final String FORMAT = "format";
    private static final String FORMAT_VERSION = "1";

    /** Many more than a crash can damage, which is one, or with {@link Durability#PROCESS} those of the last seconds. */
    private static final int NEWEST = 256;

    /** How many writes are given up at most; one is enough for {@link Durability#DISK}. */
    private static final int STEPS_BACK = 16;

    /** @throws GossipException naming the file and what to do */
    MvOrderedStore open() {
        for (int step = 0; ; step++) {
            MVStore store = file.open(options);
            try {
                requireFormat(store);
                ItemTable items = new ItemTable(store);
                OptionalLong damaged = items.firstDamaged(NEWEST);
                if (step == STEPS_BACK || damaged.isEmpty() || damaged.getAsLong() < items.height() - NEWEST) {
                    return finish(store, items, damaged, step);
                }
                stepBack(store);
            } catch (GossipException e) {
                store.closeImmediately();
                throw e;
            } catch (RuntimeException | AssertionError e) {
                if (step == STEPS_BACK || !StoreFile.isDamage(e)) {
                    store.closeImmediately();
                    throw file.unusable(e);
                }
                stepBack(store);
            } catch (Error e) {
                store.closeImmediately();
                throw file.unusable(e);
            }
        }
    }

    private MvOrderedStore finish(MVStore store, ItemTable items, OptionalLong newest, int stepsBack) {
        OptionalLong damaged = options.checkAll() ? items.firstDamaged(Long.MAX_VALUE) : newest;
        long cut = damaged.isPresent() ? items.cut(damaged.getAsLong()) : 0;
        store.commit();
        if (options.durability() == Durability.DISK || cut > 0) {
            store.sync();
        }
        Recovery recovery = new Recovery(items.height(), cut, stepsBack);
        return new MvOrderedStore(file, store, items, options.durability(), recovery);
    }

    private static void stepBack(MVStore store) {
        try {
            ((UninterruptedFile) store.getFileStore()).discardNewest();
        } finally {
            store.closeImmediately();
        }
    }

    private void requireFormat(MVStore store) {
        MVMap<String, String> about = store.openMap(ABOUT);
        String found = about.putIfAbsent(FORMAT, FORMAT_VERSION);
        if (found == null) {
            if (!store.getMapNames().equals(Set.of(ABOUT))) {
                throw new GossipException(
                        file.path() + ": holds something else, " + store.getMapNames() + "; choose another file");
            }
        } else if (!found.equals(FORMAT_VERSION)) {
            throw new GossipException(file.path() + ": has format " + found + ", this version reads " + FORMAT_VERSION
                    + "; use the version that wrote it, or choose another file");
        }
    }
}
