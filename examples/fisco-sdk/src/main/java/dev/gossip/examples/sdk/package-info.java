/**
 * The real Java SDKs of FISCO BCOS: fetched from Maven Central when they are first needed, each in a process of its own.
 * Their libraries differ in version from ours, so nothing of them is ever on our class path.
 */
@NullMarked
package dev.gossip.examples.sdk;

import org.jspecify.annotations.NullMarked;
