/**
 * What plugin authors implement or are given: providers, routers, extensions and the node's inside view.
 * Applications that only use a node never import this package.
 */
@NullMarked
package dev.gossip.spi;

import org.jspecify.annotations.NullMarked;
