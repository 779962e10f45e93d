/**
 * Connections and what becomes of them: greeting, the table of established links, dialling and waiting frames.
 * Keeps who handed over bytes apart from who said them.
 */
@NullMarked
package dev.gossip.core.link;

import org.jspecify.annotations.NullMarked;
