/**
 * The program behind {@code ./gossip}: its entry point and nothing else.
 * Commands, configuration and demonstrations live in the packages below.
 */
@NullMarked
package dev.gossip.examples;

import org.jspecify.annotations.NullMarked;
