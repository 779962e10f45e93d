package dev.gossip.fabric.codec;

import static dev.gossip.api.MessageKind.ONE_WAY;
import static dev.gossip.api.MessageKind.REQUEST;
import static dev.gossip.api.MessageKind.RESPONSE;
import static org.hyperledger.fabric.protos.gossip.GossipMessage.Tag.CHAN_AND_ORG;
import static org.hyperledger.fabric.protos.gossip.GossipMessage.Tag.CHAN_ONLY;
import static org.hyperledger.fabric.protos.gossip.GossipMessage.Tag.CHAN_OR_ORG;
import static org.hyperledger.fabric.protos.gossip.GossipMessage.Tag.EMPTY;
import static org.hyperledger.fabric.protos.gossip.GossipMessage.Tag.ORG_ONLY;
import static org.hyperledger.fabric.protos.gossip.GossipMessage.Tag.UNDEFINED;
import static org.hyperledger.fabric.protos.gossip.PullMsgType.BLOCK_MSG;
import static org.hyperledger.fabric.protos.gossip.PullMsgType.IDENTITY_MSG;

import dev.gossip.api.MessageKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage.ContentCase;
import org.hyperledger.fabric.protos.gossip.GossipMessage.Tag;
import org.hyperledger.fabric.protos.gossip.PullMsgType;

/**
 * What Fabric's gossip protocol demands of each content type: its tag, where its channel is named, its part in an exchange
 * and whether its author signs it. One table for sending and receiving.
 */
enum ContentRule {
    ALIVE(ContentCase.ALIVE_MSG, EMPTY, Scoping.NONE, ONE_WAY, true),
    MEMBERSHIP_REQUEST(ContentCase.MEM_REQ, EMPTY, Scoping.NONE, REQUEST, false),
    MEMBERSHIP_RESPONSE(ContentCase.MEM_RES, EMPTY, Scoping.NONE, RESPONSE, false),
    DATA(ContentCase.DATA_MSG, CHAN_AND_ORG, Scoping.FIELD, ONE_WAY, false),
    HELLO_BLOCK(ContentCase.HELLO, BLOCK_MSG, CHAN_AND_ORG, Scoping.FIELD),
    DIGEST_BLOCK(ContentCase.DATA_DIG, BLOCK_MSG, CHAN_AND_ORG, Scoping.FIELD),
    REQUEST_BLOCK(ContentCase.DATA_REQ, BLOCK_MSG, CHAN_AND_ORG, Scoping.FIELD),
    UPDATE_BLOCK(ContentCase.DATA_UPDATE, BLOCK_MSG, CHAN_AND_ORG, Scoping.FIELD),
    HELLO_IDENTITY(ContentCase.HELLO, IDENTITY_MSG, EMPTY, Scoping.NONE),
    DIGEST_IDENTITY(ContentCase.DATA_DIG, IDENTITY_MSG, EMPTY, Scoping.NONE),
    REQUEST_IDENTITY(ContentCase.DATA_REQ, IDENTITY_MSG, EMPTY, Scoping.NONE),
    UPDATE_IDENTITY(ContentCase.DATA_UPDATE, IDENTITY_MSG, EMPTY, Scoping.NONE),
    NOTHING(ContentCase.EMPTY, EMPTY, EnumSet.allOf(Tag.class), Scoping.NONE, ONE_WAY, false),
    CONN(ContentCase.CONN, EMPTY, EnumSet.allOf(Tag.class), Scoping.NONE, ONE_WAY, true),
    STATE(ContentCase.STATE_INFO, CHAN_OR_ORG, Scoping.AUTHOR_MAC, ONE_WAY, true),
    STATE_SNAPSHOT(ContentCase.STATE_SNAPSHOT, CHAN_OR_ORG, Scoping.FIELD, ONE_WAY, false),
    STATE_SNAPSHOT_REQUEST(ContentCase.STATE_INFO_PULL_REQ, CHAN_OR_ORG, Scoping.LINK_MAC, ONE_WAY, false),
    STATE_REQUEST(ContentCase.STATE_REQUEST, CHAN_OR_ORG, Scoping.FIELD, REQUEST, false),
    STATE_RESPONSE(ContentCase.STATE_RESPONSE, CHAN_OR_ORG, Scoping.FIELD, RESPONSE, false),
    LEADERSHIP(ContentCase.LEADERSHIP_MSG, CHAN_AND_ORG, Scoping.FIELD, ONE_WAY, true),
    // Peers send it with EMPTY, inside updates, where no tag is checked; alone they would take it with ORG_ONLY only.
    PEER_IDENTITY(ContentCase.PEER_IDENTITY, EMPTY, EnumSet.of(ORG_ONLY), Scoping.NONE, ONE_WAY, true),
    ACK(ContentCase.ACK, UNDEFINED, EnumSet.allOf(Tag.class), Scoping.NONE, RESPONSE, false),
    PRIVATE_REQUEST(ContentCase.PRIVATEREQ, CHAN_ONLY, Scoping.FIELD, REQUEST, false),
    PRIVATE_RESPONSE(ContentCase.PRIVATERES, CHAN_ONLY, Scoping.FIELD, RESPONSE, false),
    PRIVATE_DATA(ContentCase.PRIVATE_DATA, CHAN_ONLY, Scoping.FIELD, ONE_WAY, false),
    APPLICATION(ContentCase.CONTENT_NOT_SET, EMPTY, Scoping.NONE, ONE_WAY, true),
    APPLICATION_IN_CHANNEL(ContentCase.CONTENT_NOT_SET, CHAN_AND_ORG, Scoping.FIELD, ONE_WAY, true);

    private final ContentCase content;
    private final PullMsgType pullType;
    private final Tag tag;
    private final Set<Tag> accepted;
    private final Scoping scoping;
    private final MessageKind kind;
    private final boolean signed;

    ContentRule(ContentCase content, Tag tag, Scoping scoping, MessageKind kind, boolean signed) {
        this(content, tag, EnumSet.of(tag), scoping, kind, signed);
    }

    ContentRule(ContentCase content, PullMsgType pullType, Tag tag, Scoping scoping) {
        this(content, pullType, tag, EnumSet.of(tag), scoping, ONE_WAY, false);
    }

    ContentRule(ContentCase content, Tag tag, Set<Tag> accepted, Scoping scoping, MessageKind kind, boolean signed) {
        this(content, PullMsgType.UNDEFINED, tag, accepted, scoping, kind, signed);
    }

    ContentRule(
            ContentCase content,
            PullMsgType pullType,
            Tag tag,
            Set<Tag> accepted,
            Scoping scoping,
            MessageKind kind,
            boolean signed) {
        this.content = content;
        this.pullType = pullType;
        this.tag = tag;
        this.accepted = accepted;
        this.scoping = scoping;
        this.kind = kind;
        this.signed = signed;
    }

    /** The rule for a message; empty if its content or pull type is unknown. */
    static Optional<ContentRule> of(GossipMessage message) {
        if (message.getContentCase() == ContentCase.CONTENT_NOT_SET) {
            if (!ApplicationData.isIn(message)) {
                return Optional.empty();
            }
            return Optional.of(message.getChannel().isEmpty() ? APPLICATION : APPLICATION_IN_CHANNEL);
        }
        return of(message.getContentCase(), pullType(message));
    }

    static Optional<ContentRule> of(ContentCase content, PullMsgType pullType) {
        return Arrays.stream(BY_CONTENT[content.ordinal()])
                .filter(rule -> rule.pullType == pullType)
                .findFirst();
    }

    private static final ContentRule[][] BY_CONTENT = Arrays.stream(ContentCase.values())
            .map(content -> Arrays.stream(values())
                    .filter(rule -> rule.content == content)
                    .toArray(ContentRule[]::new))
            .toArray(ContentRule[][]::new);

    /** Undefined for everything that is not a step of a pull. */
    static PullMsgType pullType(GossipMessage message) {
        return switch (message.getContentCase()) {
            case HELLO -> message.getHello().getMsgType();
            case DATA_DIG -> message.getDataDig().getMsgType();
            case DATA_REQ -> message.getDataReq().getMsgType();
            case DATA_UPDATE -> message.getDataUpdate().getMsgType();
            default -> PullMsgType.UNDEFINED;
        };
    }

    static boolean isPull(ContentCase content) {
        return switch (content) {
            case HELLO, DATA_DIG, DATA_REQ, DATA_UPDATE -> true;
            default -> false;
        };
    }

    ContentCase content() {
        return content;
    }

    /** The tag that we send. */
    Tag tag() {
        return tag;
    }

    /** Whether a message that is not nested may carry {@code received}. */
    boolean accepts(Tag received) {
        return accepted.contains(received);
    }

    Scoping scoping() {
        return scoping;
    }

    MessageKind kind() {
        return kind;
    }

    /** Whether it counts only with a valid signature of its author. */
    boolean signed() {
        return signed;
    }

    /** Whether it must not leave the author's organisation. */
    boolean orgRestricted() {
        return orgRestricted(tag);
    }

    static boolean orgRestricted(Tag tag) {
        return tag == CHAN_AND_ORG || tag == ORG_ONLY;
    }

    static boolean channelRestricted(Tag tag) {
        return tag == CHAN_AND_ORG || tag == CHAN_OR_ORG || tag == CHAN_ONLY;
    }

    /** Where a message names its channel. */
    enum Scoping {
        /** It belongs to none. */
        NONE,
        /** In the channel field. */
        FIELD,
        /** By a MAC over the author's PKI-ID. */
        AUTHOR_MAC,
        /** By a MAC over the sender's PKI-ID. */
        LINK_MAC
    }
}
