package dev.gossip.spi;

/**
 * Something found by {@link java.util.ServiceLoader} and chosen by the node's registry. Provider classes are public with
 * a public constructor without arguments, and do no I/O before they are used.
 */
public interface Provider {

    /** The name by which it is chosen: kebab-case, unique among providers of one kind. */
    String name();

    /**
     * 0 to 10. Above 0 a provider may be chosen without being named: the highest unique priority wins. 0 means only by
     * name.
     */
    default int priority() {
        return 5;
    }

    /** Whether it can work here, and if not, why. Must be cheap and must not throw. */
    default Availability availability() {
        return Availability.AVAILABLE;
    }

    /**
     * Whether a provider can work here.
     *
     * @param reason what is missing and what to do about it; empty if usable
     */
    record Availability(boolean usable, String reason) {

        /** Usable. */
        public static final Availability AVAILABLE = new Availability(true, "");

        /** Unusable; {@code reason} says what is missing and what to do about it, and is not empty. */
        public Availability {
            if (usable != reason.isEmpty()) {
                throw new IllegalArgumentException("exactly an unusable provider gives a reason");
            }
        }

        public static Availability missing(String reason) {
            return new Availability(false, reason);
        }
    }
}
