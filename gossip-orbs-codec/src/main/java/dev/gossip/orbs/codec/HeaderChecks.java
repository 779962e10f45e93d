package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.orbs.codec.wire.Header;
import dev.gossip.orbs.codec.wire.HeaderEncoding;
import dev.gossip.orbs.codec.wire.PayloadFraming;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Locale;

/** What a receiver checks of a header, in the order in which it matters. What fails costs the message, not the link. */
final class HeaderChecks {

    private final OrbsConfig config;

    HeaderChecks(OrbsConfig config) {
        this.config = config;
    }

    Header checked(Bytes payload) throws MalformedException {
        if (payload.length() > PayloadFraming.MAX_HEADER_BYTES) {
            throw MalformedException.drop(
                    OrbsDropReasons.BAD_HEADER,
                    "a header of " + payload.length() + " bytes exceeds the limit of "
                            + PayloadFraming.MAX_HEADER_BYTES);
        }
        Header header = decoded(payload);
        if (header.chain() != config.virtualChain()) {
            throw MalformedException.drop(
                    OrbsDropReasons.WRONG_VIRTUAL_CHAIN,
                    "the message is about virtual chain " + header.chain() + ", ours is " + config.virtualChain());
        }
        if (!header.hasKnownMode()) {
            throw MalformedException.drop(
                    OrbsDropReasons.UNKNOWN_RECIPIENT_MODE,
                    "recipient mode " + header.mode() + " is none of 0, 1 and 2");
        }
        if (!Addressing.includes(header, config.node())) {
            throw MalformedException.drop(OrbsDropReasons.NOT_RECIPIENT, "the addressing of the message leaves us out");
        }
        if (!isKnownTopic(header)) {
            throw MalformedException.drop(
                    OrbsDropReasons.UNKNOWN_TOPIC,
                    "topic " + header.topic() + " with message type " + header.type()
                            + " is unknown or switched off here");
        }
        return header;
    }

    private Header decoded(Bytes payload) throws MalformedException {
        MalformedException problem;
        try {
            Header header = config.headers().decode(payload);
            if (header.hasKnownVersion()) {
                return header;
            }
            problem = MalformedException.drop(
                    OrbsDropReasons.BAD_PROTOCOL_VERSION,
                    "protocol version " + header.version() + " is neither 0 nor " + Header.VERSION);
        } catch (MalformedException e) {
            problem = e;
        }
        if (isIn(config.headers().other(), payload)) {
            throw MalformedException.drop(
                    OrbsDropReasons.HEADER_ENCODING,
                    "the peer writes headers as " + text(config.headers().other()) + ", we as " + text(config.headers())
                            + "; give both the same setting codec");
        }
        throw problem;
    }

    /** Whether the bytes are a header of ours in that encoding. */
    private boolean isIn(HeaderEncoding encoding, Bytes payload) {
        try {
            Header header = encoding.decode(payload);
            return header.hasKnownVersion() && header.hasKnownMode() && header.chain() == config.virtualChain();
        } catch (MalformedException e) {
            return false;
        }
    }

    private static String text(HeaderEncoding encoding) {
        return encoding.name().toLowerCase(Locale.ROOT);
    }

    private boolean isKnownTopic(Header header) {
        return switch (header.topic()) {
            case WireTopic.FORWARD -> config.forwarding().enabled() && Forwarded.hasType(header.type());
            case WireTopic.APPLICATION ->
                config.applicationService().isPresent()
                        && config.applicationService().getAsInt() == header.type();
            default ->
                OrbsTopic.at(header.topic())
                        .filter(topic -> topic.hasType(header.type()))
                        .isPresent();
        };
    }
}
