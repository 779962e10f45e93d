/**
 * The demonstration {@code ./gossip demo orbs}: seven nodes on real sockets, each behind an uplink of 50 Mbit/s. One class
 * per act; each act states a promise, measures it and fails with its first breach.
 */
@NullMarked
package dev.gossip.examples.demo.orbs;

import org.jspecify.annotations.NullMarked;
