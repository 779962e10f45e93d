/**
 * Finds providers and decides between them; an unclear or impossible choice is an error that teaches.
 * Also answers what was found, for reports.
 */
@NullMarked
package dev.gossip.core.registry;

import org.jspecify.annotations.NullMarked;
