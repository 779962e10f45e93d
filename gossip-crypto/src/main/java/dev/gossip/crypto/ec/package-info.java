/**
 * Keys and the arithmetic of ECDSA below the signers and verifiers: curves, engines, signatures and their DER form.
 * The lowest package of this module, not exported: it uses none of the others.
 */
@NullMarked
package dev.gossip.crypto.ec;

import org.jspecify.annotations.NullMarked;
