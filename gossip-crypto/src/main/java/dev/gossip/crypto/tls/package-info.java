/**
 * What TLS contexts are made of: key managers, trust managers and limits on groups, reloadable where the engine is the JDK's.
 * Not exported; it knows keys and certificates, not the settings that applications make.
 */
@NullMarked
package dev.gossip.crypto.tls;

import org.jspecify.annotations.NullMarked;
