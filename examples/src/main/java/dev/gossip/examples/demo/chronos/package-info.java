/**
 * Twenty Chronos nodes on loopback: fifty blocks with a late joiner and a node that passes nothing on, the same with a tenth
 * of all frames lost, and a line of nodes that only pull. Judged by the bars of the theory.
 */
@NullMarked
package dev.gossip.examples.demo.chronos;

import org.jspecify.annotations.NullMarked;
