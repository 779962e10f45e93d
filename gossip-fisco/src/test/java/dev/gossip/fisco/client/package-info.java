/** Real clients of FISCO BCOS, each in a process of its own, and nodes for them to connect to. */
package dev.gossip.fisco.client;
