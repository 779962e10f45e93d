/**
 * The neutral bodies that let membership, pull and state be written once for every protocol.
 * A protocol or extension may define further public records that implement {@link dev.gossip.api.Body}.
 */
@NullMarked
package dev.gossip.api.body;

import org.jspecify.annotations.NullMarked;
