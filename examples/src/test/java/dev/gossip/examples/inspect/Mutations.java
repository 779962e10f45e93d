package dev.gossip.examples.inspect;

import dev.gossip.api.Bytes;
import java.util.List;
import java.util.SplittableRandom;

/** Spoils good messages in ways that are the same for the same seed. */
final class Mutations {

    private final SplittableRandom random;
    private final List<Bytes> originals;

    Mutations(long seed, List<Bytes> originals) {
        this.random = new SplittableRandom(seed);
        this.originals = originals;
    }

    Bytes next() {
        Bytes original = pick();
        return switch (random.nextInt(6)) {
            case 0, 1 -> flip(original, 1);
            case 2 -> flip(original, 1 + random.nextInt(16));
            case 3 -> original.slice(0, random.nextInt(original.length()));
            case 4 -> Bytes.concat(original.slice(0, cut(original)), noise(), original.slice(cut(original)));
            default -> Bytes.concat(original.slice(0, cut(original)), splice());
        };
    }

    private Bytes pick() {
        return originals.get(random.nextInt(originals.size()));
    }

    private int cut(Bytes bytes) {
        return random.nextInt(bytes.length() + 1);
    }

    private Bytes splice() {
        Bytes other = pick();
        return other.slice(cut(other));
    }

    private Bytes noise() {
        byte[] bytes = new byte[1 + random.nextInt(32)];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    /** Bits near the start hit lengths and tags more often. */
    private Bytes flip(Bytes original, int times) {
        byte[] bytes = original.toByteArray();
        for (int i = 0; i < times; i++) {
            int reach = random.nextBoolean() ? Math.min(64, bytes.length) : bytes.length;
            bytes[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
        }
        return Bytes.wrap(bytes);
    }
}
