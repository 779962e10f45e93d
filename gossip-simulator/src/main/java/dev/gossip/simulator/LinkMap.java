package dev.gossip.simulator;

/** Which model holds between which hosts: regions, slow lines, bad lines. Asked for each frame, so it should be quick. */
@FunctionalInterface
public interface LinkMap {

    /** The model for frames from one host to another. */
    LinkModel between(SimulatedHost from, SimulatedHost to);
}
