/**
 * Keeps ordered items (blocks) in a file by H2 MVStore, so that a node finds them again after a crash.
 * Every item carries a checksum of its own, because MVStore does not check the content of its pages.
 */
@NullMarked
package dev.gossip.store.mvstore;

import org.jspecify.annotations.NullMarked;
