package dev.gossip.spi.transport;

import dev.gossip.spi.crypto.TlsContext;
import java.time.Duration;
import java.util.Optional;

/**
 * How connections of one endpoint are set up.
 *
 * @param carriage how frames ride on this carrier
 * @param tls absent means plain text
 * @param connectTimeout limit for dialling, TLS handshake included; also the limit for an inbound TLS handshake
 * @param lowWaterMark bytes queued below which a congested connection becomes writable again
 * @param highWaterMark bytes queued above which data frames are refused
 * @param controlReserve bytes above the high mark that only control frames may use
 * @param inbound what each listener lets in; an {@link InboundGate} keeps it
 */
public record LinkOptions(
        Carriage carriage,
        Optional<TlsContext> tls,
        Duration connectTimeout,
        int lowWaterMark,
        int highWaterMark,
        int controlReserve,
        InboundLimits inbound) {

    public LinkOptions {
        if (lowWaterMark < 0 || highWaterMark <= lowWaterMark || controlReserve < 0) {
            throw new IllegalArgumentException("water marks must satisfy 0 <= low < high and reserve >= 0, got low="
                    + lowWaterMark + " high=" + highWaterMark + " reserve=" + controlReserve);
        }
    }

    /** With the limits {@link InboundLimits#DEFAULT}. */
    public LinkOptions(
            Carriage carriage,
            Optional<TlsContext> tls,
            Duration connectTimeout,
            int lowWaterMark,
            int highWaterMark,
            int controlReserve) {
        this(carriage, tls, connectTimeout, lowWaterMark, highWaterMark, controlReserve, InboundLimits.DEFAULT);
    }

    /** Ten seconds to connect, marks at 1 MiB and 4 MiB, 256 KiB reserved for control frames, the default limits. */
    public static LinkOptions of(Carriage carriage, Optional<TlsContext> tls) {
        return new LinkOptions(carriage, tls, Duration.ofSeconds(10), 1 << 20, 4 << 20, 256 << 10);
    }

    /** The same with other limits for listeners. */
    public LinkOptions withInbound(InboundLimits limits) {
        return new LinkOptions(carriage, tls, connectTimeout, lowWaterMark, highWaterMark, controlReserve, limits);
    }
}
