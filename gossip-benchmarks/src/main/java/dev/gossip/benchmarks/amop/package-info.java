/**
 * Topics of FISCO BCOS from publisher to subscriber. Whole nodes against raw Netty, and the real SDK through our nodes beside
 * it.
 */
@org.jspecify.annotations.NullMarked
package dev.gossip.benchmarks.amop;
