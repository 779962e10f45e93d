/**
 * Three little networks in one process, bridged by one node and then by two. {@link dev.gossip.examples.bridge.demo.BridgeDemo}
 * plays and judges it.
 */
@NullMarked
package dev.gossip.examples.bridge.demo;

import org.jspecify.annotations.NullMarked;
