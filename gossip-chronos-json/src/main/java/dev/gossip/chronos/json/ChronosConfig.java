package dev.gossip.chronos.json;

import dev.gossip.chronos.json.block.BlockHasher;
import dev.gossip.chronos.json.block.BlockPriority;
import dev.gossip.chronos.json.block.BlockValidator;
import dev.gossip.spi.Router;
import java.util.Optional;

/**
 * How a Chronos node behaves. Made by {@link #of(String)} and the {@code with} methods.
 *
 * @param address what we call ourselves in handshakes, usually a wallet's address; 1 to 128 characters
 * @param magic the member {@code magic_no} of the network's blocks; blocks with another one are refused
 * @param hasher how the network hashes blocks
 * @param validator the network's own rules
 * @param priority which of two competing blocks is chosen
 * @param router who gets a new block whole and who is told of it; absent means {@code sqrt}
 * @param minDirect how many peers get it whole at least, if there are so many
 * @param broadcasting whether new blocks are passed on at all; without it nodes catch up by height
 * @param application whether application messages are carried, between nodes that all say so
 * @param timing spans of time
 * @param limits bounds
 * @param ndjson whether connections that begin with a bracket carry lines of JSON, for people with a terminal; never in
 *     production, and never with application messages
 */
public record ChronosConfig(
        String address,
        Optional<String> magic,
        BlockHasher hasher,
        BlockValidator validator,
        BlockPriority priority,
        Optional<Router> router,
        int minDirect,
        boolean broadcasting,
        boolean application,
        ChronosTiming timing,
        ChronosLimits limits,
        boolean ndjson) {

    /** As Ethereum once did, so that small networks are served directly. */
    public static final int MIN_DIRECT = 4;

    private static final int MAX_ADDRESS = 128;

    /** @throws IllegalArgumentException naming the value that is out of range */
    public ChronosConfig {
        if (address.isEmpty() || address.length() > MAX_ADDRESS) {
            throw new IllegalArgumentException(
                    "the address has " + address.length() + " characters; 1 to " + MAX_ADDRESS + " are allowed");
        }
        if (minDirect < 0) {
            throw new IllegalArgumentException("minDirect is " + minDirect + "; it must not be negative");
        }
        if (ndjson && application) {
            throw new IllegalArgumentException(
                    "ndjson is for looking at blocks; it cannot be combined with application messages");
        }
    }

    /** A node that calls itself {@code address}, with everything else as the network of this framework has it. */
    public static ChronosConfig of(String address) {
        return new ChronosConfig(
                address,
                Optional.empty(),
                BlockHasher.CANONICAL,
                BlockValidator.NONE,
                BlockPriority.DEFAULT,
                Optional.empty(),
                MIN_DIRECT,
                true,
                false,
                ChronosTiming.DEFAULT,
                ChronosLimits.DEFAULT,
                false);
    }

    /** With blocks of this {@code magic_no}. */
    public ChronosConfig withMagic(String value) {
        return new ChronosConfig(
                address,
                Optional.of(value),
                hasher,
                validator,
                priority,
                router,
                minDirect,
                broadcasting,
                application,
                timing,
                limits,
                ndjson);
    }

    /** With this way of hashing. */
    public ChronosConfig withHasher(BlockHasher value) {
        return new ChronosConfig(
                address,
                magic,
                value,
                validator,
                priority,
                router,
                minDirect,
                broadcasting,
                application,
                timing,
                limits,
                ndjson);
    }

    /** With these rules for blocks. */
    public ChronosConfig withValidator(BlockValidator value) {
        return new ChronosConfig(
                address,
                magic,
                hasher,
                value,
                priority,
                router,
                minDirect,
                broadcasting,
                application,
                timing,
                limits,
                ndjson);
    }

    /** With this choice between competing blocks. */
    public ChronosConfig withPriority(BlockPriority value) {
        return new ChronosConfig(
                address,
                magic,
                hasher,
                validator,
                value,
                router,
                minDirect,
                broadcasting,
                application,
                timing,
                limits,
                ndjson);
    }

    /** With this router and this least number of peers that get a new block whole. */
    public ChronosConfig withRouter(Router value, int least) {
        return new ChronosConfig(
                address,
                magic,
                hasher,
                validator,
                priority,
                Optional.of(value),
                least,
                broadcasting,
                application,
                timing,
                limits,
                ndjson);
    }

    /** Without passing on new blocks. */
    public ChronosConfig withoutBroadcasting() {
        return new ChronosConfig(
                address,
                magic,
                hasher,
                validator,
                priority,
                router,
                minDirect,
                false,
                application,
                timing,
                limits,
                ndjson);
    }

    /** With application messages. */
    public ChronosConfig withApplication() {
        return new ChronosConfig(
                address,
                magic,
                hasher,
                validator,
                priority,
                router,
                minDirect,
                broadcasting,
                true,
                timing,
                limits,
                ndjson);
    }

    /** With these spans of time. */
    public ChronosConfig withTiming(ChronosTiming value) {
        return new ChronosConfig(
                address,
                magic,
                hasher,
                validator,
                priority,
                router,
                minDirect,
                broadcasting,
                application,
                value,
                limits,
                ndjson);
    }

    /** With these bounds. */
    public ChronosConfig withLimits(ChronosLimits value) {
        return new ChronosConfig(
                address,
                magic,
                hasher,
                validator,
                priority,
                router,
                minDirect,
                broadcasting,
                application,
                timing,
                value,
                ndjson);
    }

    /** With lines of JSON for those who begin with a bracket. */
    public ChronosConfig withNdjson() {
        return new ChronosConfig(
                address,
                magic,
                hasher,
                validator,
                priority,
                router,
                minDirect,
                broadcasting,
                application,
                timing,
                limits,
                true);
    }
}
