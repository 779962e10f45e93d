/**
 * The demonstration {@code ./gossip demo fabric}: eight nodes of two organisations on real TLS sockets, and somebody who
 * means them harm. One class per act; each act states a promise, measures it and fails with its first breach.
 */
@NullMarked
package dev.gossip.examples.demo.fabric;

import org.jspecify.annotations.NullMarked;
