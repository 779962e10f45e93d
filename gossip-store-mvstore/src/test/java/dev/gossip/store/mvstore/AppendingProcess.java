package dev.gossip.store.mvstore;

import java.nio.file.Path;

/** A process that appends until it is killed, and says after each append how many items are safe. */
final class AppendingProcess {

    private AppendingProcess() {}

    public static void main(String[] arguments) {
        MvOrderedStoreOptions options = MvOrderedStoreOptions.DEFAULT.withDurability(Durability.valueOf(arguments[1]));
        MvOrderedStore store = MvOrderedStore.open(Path.of(arguments[0]), options);
        while (true) {
            System.out.println(store.height());
            Items.append(store, 1);
        }
    }
}
