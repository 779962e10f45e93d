/**
 * A FISCO BCOS node from a configuration file, as an application would assemble it: links, topics, endpoints for SDKs, lists, and
 * what an operator sees. Addresses and lists are read again when their files change; everything else needs a restart.
 */
@NullMarked
package dev.gossip.examples.node.fisco;

import org.jspecify.annotations.NullMarked;
