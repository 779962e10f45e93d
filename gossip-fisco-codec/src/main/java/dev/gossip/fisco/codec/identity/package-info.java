/**
 * Node ids from certificates, in every form that FISCO BCOS uses.
 * Works on the encoded certificate, so that a curve unknown to the JDK does no harm.
 */
@NullMarked
package dev.gossip.fisco.codec.identity;

import org.jspecify.annotations.NullMarked;
