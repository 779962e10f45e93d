package dev.gossip.fabric.election;

/**
 * Hears when this node begins or ceases to lead its organisation in a channel: the place to start and stop what fetches
 * blocks from the orderers. Called on the channel's lane; must not block.
 */
@FunctionalInterface
public interface LeadershipListener {

    /** @param leading whether this node leads from now on */
    void changed(boolean leading);
}
