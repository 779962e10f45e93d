package dev.gossip.chronos.json.chain;

import dev.gossip.chronos.json.ChronosConfig;
import dev.gossip.chronos.json.ChronosDropReasons;
import dev.gossip.chronos.json.block.BlockHasher;
import dev.gossip.chronos.json.block.ChronosBlock;
import java.util.Optional;

/** What a block must be on its own, wherever it came from. CPU-bound, so it runs beside the manager's lock. */
public final class BlockCheck {

    private final ChronosConfig config;

    BlockCheck(ChronosConfig config) {
        this.config = config;
    }

    Optional<Refusal> refusal(ChronosBlock block) {
        if (config.magic().isPresent()
                && block.magic().isPresent()
                && !config.magic().equals(block.magic())) {
            return Optional.of(new Refusal(
                    ChronosDropReasons.WRONG_MAGIC,
                    "the block belongs to network " + block.magic().get() + ", we to "
                            + config.magic().get()));
        }
        if (!fits(config.hasher(), block)) {
            return Optional.of(new Refusal(
                    ChronosDropReasons.WRONG_HASH,
                    "block " + block.height() + " is not what its hash or Merkle root says, by "
                            + config.hasher().name()));
        }
        return config.validator()
                .refusal(block)
                .map(why -> new Refusal(ChronosDropReasons.INVALID_BLOCK, "block " + block.height() + ": " + why));
    }

    /** Whether a block is what it claims; what the hasher cannot even compute is no good block either. */
    public static boolean fits(BlockHasher hasher, ChronosBlock block) {
        try {
            return hasher.matches(block);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
