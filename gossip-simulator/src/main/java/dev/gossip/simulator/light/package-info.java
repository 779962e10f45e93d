/**
 * A protocol without signatures, extensions or anything else that costs time, for worlds of many nodes.
 * It carries an application's messages and lets every node pass them on.
 */
@NullMarked
package dev.gossip.simulator.light;

import org.jspecify.annotations.NullMarked;
