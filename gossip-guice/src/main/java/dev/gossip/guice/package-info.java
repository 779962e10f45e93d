/**
 * Feeds the ordinary node builder from Guice, so that users of dependency injection get exactly the node that everybody else
 * gets. Nothing is chosen here: what is bound is handed over, what is not is left to the builder and its registry.
 */
@NullMarked
package dev.gossip.guice;

import org.jspecify.annotations.NullMarked;
