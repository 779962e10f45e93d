/**
 * A transport between processes of one machine, over Unix domain sockets.
 * It uses nothing but the JDK and {@code gossip-api}, as a transport of yours would.
 */
@NullMarked
package com.example.uds;

import org.jspecify.annotations.NullMarked;
