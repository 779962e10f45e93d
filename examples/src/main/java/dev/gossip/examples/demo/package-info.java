/**
 * What all demonstrations share: a timeline for the terminal, bounded waiting, and the notion of a broken promise.
 * A demonstration measures what it reports; nothing in its report is known beforehand.
 */
@NullMarked
package dev.gossip.examples.demo;

import org.jspecify.annotations.NullMarked;
