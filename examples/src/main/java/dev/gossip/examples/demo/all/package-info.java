/**
 * The demonstrations by name, one at a time or all of them side by side. What each shows is in its own package.
 */
@NullMarked
package dev.gossip.examples.demo.all;

import org.jspecify.annotations.NullMarked;
