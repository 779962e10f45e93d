package dev.gossip.chronos.json.wire;

import java.util.Optional;

/** The codes of Chronos v1.2's messages, and one of ours. The number of a code is what travels. */
public enum Code {
    /** Nothing to say; answers what needs no other answer. */
    EMPTY_MSG(0),
    /** Time, height and address of the sender; Chronos' own page calls it SHAKEHAND. */
    HANDSHAKE(1),
    /** Asks for the committed block of a height. */
    PULL_BLOCK(2),
    /** Answers with that block. */
    PUSH_BLOCK(3),
    /** A new block. */
    NEW_BLOCK(4),
    /** The hash of a new block. */
    NEW_BLOCK_HASH(5),
    /** Asks for a block by its hash. */
    GET_BLOCK(6),
    /** Answers that a hash is known. */
    BLOCK_KNOWN(7),
    /** An application's message; only between nodes of this framework, and never answered. */
    APPLICATION(1_000);

    private static final Code[] ALL = values();

    private final int number;

    Code(int number) {
        this.number = number;
    }

    /** What travels. */
    public int number() {
        return number;
    }

    static Optional<Code> of(long number) {
        for (Code code : ALL) {
            if (code.number == number) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    static Optional<Code> named(String name) {
        if (name.equals("SHAKEHAND")) {
            return Optional.of(HANDSHAKE);
        }
        for (Code code : ALL) {
            if (code != APPLICATION && code.name().equals(name)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
