/**
 * Holds the whole project to its architecture: who may name whom, and what no module may do.
 * Compiled classes are judged where they exist, so a full build judges everything.
 */
@NullMarked
package dev.gossip.examples.architecture;

import org.jspecify.annotations.NullMarked;
