/**
 * The commands of {@code ./gossip}: each parses its options and leaves the work to a class that a test can call.
 * Nothing here ends the process; exit codes are returned.
 */
@NullMarked
package dev.gossip.examples.cli;

import org.jspecify.annotations.NullMarked;
