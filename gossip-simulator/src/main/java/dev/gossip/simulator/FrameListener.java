package dev.gossip.simulator;

import dev.gossip.api.Bytes;

/** Sees every frame that leaves a host, those included that will be lost. */
@FunctionalInterface
public interface FrameListener {

    /** The last byte of {@code frame} has just left {@code from}. */
    void left(SimulatedHost from, SimulatedHost to, Bytes frame);
}
