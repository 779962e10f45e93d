/**
 * The command line of the benchmarks. What is measured lives in the packages below, one per kind of question.
 */
@NullMarked
package dev.gossip.benchmarks;

import org.jspecify.annotations.NullMarked;
