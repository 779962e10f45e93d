package dev.gossip.core.registry;

import dev.gossip.api.Bytes;
import dev.gossip.spi.crypto.Signer;
import java.security.PrivateKey;

/** Providers for class paths made by {@link ClassPath}; each is one case of the rule of choice. */
public final class SampleSigners {

    private SampleSigners() {}

    /** What all have in common. */
    public abstract static class Sample implements Signer {

        private final String name;
        private final int priority;

        Sample(String name, int priority) {
            this.name = name;
            this.priority = priority;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int priority() {
            return priority;
        }

        @Override
        public boolean supports(PrivateKey key) {
            return false;
        }

        @Override
        public Bytes sign(PrivateKey key, Bytes content) {
            return Bytes.empty();
        }
    }

    /** Priority 3. */
    public static final class Low extends Sample {
        public Low() {
            super("low", 3);
        }
    }

    /** Priority 7. */
    public static final class High extends Sample {
        public High() {
            super("high", 7);
        }
    }

    /** Priority 7 too, under another name. */
    public static final class Rival extends Sample {
        public Rival() {
            super("rival", 7);
        }
    }

    /** Repeats the name of {@link High}. */
    public static final class Namesake extends Sample {
        public Namesake() {
            super("high", 1);
        }
    }

    /** Only by name. */
    public static final class ByName extends Sample {
        public ByName() {
            super("by-name", 0);
        }
    }

    /** Cannot work here and says why. */
    public static final class Offline extends Sample {
        public Offline() {
            super("offline", 10);
        }

        @Override
        public Availability availability() {
            return Availability.missing("no key store is attached; attach one");
        }
    }

    /** Fails when asked whether it can work. */
    public static final class Confused extends Sample {
        public Confused() {
            super("confused", 10);
        }

        @Override
        public Availability availability() {
            throw new IllegalStateException("do not know");
        }
    }

    /** Cannot be made. */
    public static final class Stillborn extends Sample {
        public Stillborn() {
            super("stillborn", 10);
            throw new IllegalStateException("no licence");
        }
    }
}
