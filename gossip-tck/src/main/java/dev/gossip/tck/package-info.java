/**
 * States the contracts of the SPI as JUnit classes whose tests are numbered rules.
 * The author of a plugin extends one class, implements its factory method and knows what is missing.
 */
@NullMarked
package dev.gossip.tck;

import org.jspecify.annotations.NullMarked;
