/**
 * The program that the project's README shows, compiled and run by a test so that it keeps working.
 * Two nodes on real sockets say one thing to each other.
 */
@NullMarked
package dev.gossip.examples.quickstart;

import org.jspecify.annotations.NullMarked;
