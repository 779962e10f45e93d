/**
 * What single steps cost, measured by JMH: cutting frames, coding messages, checking signatures. A step that dominates a
 * profile gets a benchmark here before it is changed.
 */
@NullMarked
package dev.gossip.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
