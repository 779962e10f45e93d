/**
 * The configuration file of {@code ./gossip node}: records that mirror the YAML, and a parser that takes no unknown key.
 * Relative paths count from the folder of the file.
 */
@NullMarked
package dev.gossip.examples.config;

import org.jspecify.annotations.NullMarked;
