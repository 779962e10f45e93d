package dev.gossip.fabric.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.Sealed;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.spi.protocol.Supersession;
import java.time.Duration;
import java.util.Optional;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.PeerTime;

/** Fabric's replacement policy: by author and logical time, and for blocks by number. */
final class FabricSupersession implements Supersession {

    /** For statements that live as long as their author is a member. */
    private static final Duration ENDLESS = Duration.ofDays(36_500);

    private final FabricSettings settings;

    FabricSupersession(FabricSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<Bytes> keyOf(Sealed sealed) {
        Decoded decoded = Decoded.of(sealed);
        return switch (decoded.rule()) {
            case ALIVE, STATE, LEADERSHIP, PEER_IDENTITY -> sealed.origin().map(author -> key(decoded, author.value()));
            case DATA ->
                Optional.of(key(
                        decoded,
                        Bytes.ofLong(decoded.message().getDataMsg().getPayload().getSeqNum())));
            default -> Optional.empty();
        };
    }

    @Override
    public Relation relate(Sealed arriving, Sealed stored) {
        return compare(Decoded.of(arriving).message(), Decoded.of(stored).message(), settings.blockWindow());
    }

    @Override
    public Duration lifetime(Sealed sealed) {
        return switch (Decoded.of(sealed).rule()) {
            case ALIVE -> settings.aliveLifetime();
            case LEADERSHIP -> settings.leadershipLifetime();
            case STATE, PEER_IDENTITY -> ENDLESS;
            default -> settings.blockLifetime();
        };
    }

    /**
     * How {@code arriving} stands to {@code stored}, whatever they are.
     *
     * @param window how far apart the numbers of two blocks may be for both to stand
     */
    static Relation compare(GossipMessage arriving, GossipMessage stored, int window) {
        if (arriving.getContentCase() != stored.getContentCase()) {
            return Relation.UNRELATED;
        }
        return switch (arriving.getContentCase()) {
            case ALIVE_MSG ->
                byTime(
                        arriving.getAliveMsg()
                                .getMembership()
                                .getPkiId()
                                .equals(stored.getAliveMsg().getMembership().getPkiId()),
                        arriving.getAliveMsg().getTimestamp(),
                        stored.getAliveMsg().getTimestamp());
            case STATE_INFO ->
                byTime(
                        arriving.getStateInfo()
                                .getPkiId()
                                .equals(stored.getStateInfo().getPkiId()),
                        arriving.getStateInfo().getTimestamp(),
                        stored.getStateInfo().getTimestamp());
            case LEADERSHIP_MSG ->
                byTime(
                        arriving.getLeadershipMsg()
                                .getPkiId()
                                .equals(stored.getLeadershipMsg().getPkiId()),
                        arriving.getLeadershipMsg().getTimestamp(),
                        stored.getLeadershipMsg().getTimestamp());
            case PEER_IDENTITY ->
                arriving.getPeerIdentity()
                                .getPkiId()
                                .equals(stored.getPeerIdentity().getPkiId())
                        ? Relation.SUPERSEDED
                        : Relation.UNRELATED;
            case DATA_MSG ->
                byNumber(
                        arriving.getDataMsg().getPayload().getSeqNum(),
                        stored.getDataMsg().getPayload().getSeqNum(),
                        window);
            default -> Relation.UNRELATED;
        };
    }

    private static Relation byTime(boolean sameAuthor, PeerTime arriving, PeerTime stored) {
        if (!sameAuthor) {
            return Relation.UNRELATED;
        }
        LogicalTime newer = new LogicalTime(arriving.getIncNum(), arriving.getSeqNum());
        return newer.isAfter(new LogicalTime(stored.getIncNum(), stored.getSeqNum()))
                ? Relation.SUPERSEDES
                : Relation.SUPERSEDED;
    }

    private static Relation byNumber(long arriving, long stored, int window) {
        if (arriving == stored) {
            return Relation.SUPERSEDED;
        }
        boolean higher = Long.compareUnsigned(arriving, stored) > 0;
        long distance = higher ? arriving - stored : stored - arriving;
        if (Long.compareUnsigned(distance, window) <= 0) {
            return Relation.UNRELATED;
        }
        return higher ? Relation.SUPERSEDES : Relation.SUPERSEDED;
    }

    private static Bytes key(Decoded decoded, Bytes about) {
        return Bytes.concat(Bytes.utf8(decoded.rule().name() + "/" + decoded.scope() + "/"), about);
    }
}
