package dev.gossip.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import java.util.Random;

/** Items that follow from their number, so that any process knows what each must be. */
final class Items {

    private Items() {}

    /** From nothing to 3,000 bytes, and sometimes 40,000. */
    static Bytes item(long number) {
        Random random = new Random(number * 31 + 7);
        byte[] bytes = new byte[number % 17 == 16 ? 40_000 : random.nextInt(3_000)];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    static void append(MvOrderedStore store, int count) {
        for (int i = 0; i < count; i++) {
            store.append(store.height(), item(store.height()));
        }
    }

    static void assertAllRight(MvOrderedStore store) {
        for (long number = 0; number < store.height(); number++) {
            assertThat(store.read(number)).as("item %d", number).contains(item(number));
        }
    }
}
