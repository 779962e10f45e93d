package dev.gossip.membership;

import dev.gossip.api.Envelope;
import dev.gossip.api.NodeId;
import dev.gossip.api.body.Alive;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/**
 * Alive and dead members and the rules by which logical time moves them. A dead one comes back only by a strictly newer
 * statement. Written on one lane; {@link #all()} and the counts may be read by any thread.
 */
final class MemberTable {

    /** Sorted, so that a run depends on nothing but its seed. */
    private final ConcurrentSkipListMap<NodeId, Member> members = new ConcurrentSkipListMap<>();

    private final Tombstones tombstones;
    private final int bound;
    private volatile int aliveCount;
    private volatile int deadCount;

    MemberTable(int bound, Duration tombstoneLifetime) {
        this.bound = bound;
        this.tombstones = new Tombstones(bound, tombstoneLifetime);
    }

    /** Takes in a statement by which its subject is alive. */
    Outcome hear(Alive said, Envelope envelope, Optional<String> organisation, long now) {
        Member known = members.get(said.subject());
        if (known == null) {
            return admit(Member.heard(said, envelope, organisation, now));
        }
        if (!said.time().isAfter(known.time())) {
            return Outcome.STALE;
        }
        Member renewed = known.renewed(said, envelope, organisation, now);
        put(renewed);
        if (!known.alive()) {
            return Outcome.REVIVED;
        }
        return renewed.reachedLike(known) ? Outcome.RENEWED : Outcome.MOVED;
    }

    /** Takes in a statement whose subject somebody else holds for dead; changes nothing about known members. */
    Outcome hearDead(Alive said, Envelope envelope, long now) {
        return members.containsKey(said.subject()) ? Outcome.STALE : admit(Member.deadFromHearsay(said, envelope, now));
    }

    private Outcome admit(Member newcomer) {
        if (tombstones.refuses(newcomer.id(), newcomer.time())) {
            return Outcome.STALE;
        }
        if (aliveCount + deadCount >= bound) {
            return Outcome.FULL;
        }
        tombstones.lift(newcomer.id());
        put(newcomer);
        return Outcome.NEW;
    }

    /** Moves a living member to the dead. */
    boolean kill(NodeId id) {
        Member known = members.get(id);
        if (known == null || !known.alive()) {
            return false;
        }
        put(known.died());
        return true;
    }

    /** Forgets a member; its last time stays behind. */
    boolean bury(NodeId id, long now) {
        Member known = members.remove(id);
        if (known == null) {
            return false;
        }
        count(known, -1);
        tombstones.bury(known, now);
        return true;
    }

    void sweepTombstones(long now) {
        tombstones.sweep(now);
    }

    void vouch(NodeId id, String organisation) {
        Member known = members.get(id);
        if (known != null) {
            put(known.vouchedBy(organisation));
        }
    }

    private void put(Member member) {
        Member before = members.put(member.id(), member);
        if (before != null) {
            count(before, -1);
        }
        count(member, 1);
    }

    // One writer, so reading and writing a volatile needs no more.
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    private void count(Member member, int change) {
        if (member.alive()) {
            aliveCount += change;
        } else {
            deadCount += change;
        }
    }

    Optional<Member> find(NodeId id) {
        return Optional.ofNullable(members.get(id));
    }

    boolean isAlive(NodeId id) {
        Member known = members.get(id);
        return known != null && known.alive();
    }

    /** All members in the order of their ids; weakly consistent if read by another thread. */
    Collection<Member> all() {
        return members.values();
    }

    List<Member> alive() {
        return select(Member::alive);
    }

    List<Member> dead() {
        return select(member -> !member.alive());
    }

    /** Members, of those that {@code wanted} picks, whose newest statement was accepted longer than {@code age} ago. */
    List<Member> silentFor(Duration age, long now, Predicate<Member> wanted) {
        return select(member -> now - member.heardNanos() > age.toNanos() && wanted.test(member));
    }

    private List<Member> select(Predicate<Member> wanted) {
        return members.values().stream().filter(wanted).toList();
    }

    int aliveCount() {
        return aliveCount;
    }

    int deadCount() {
        return deadCount;
    }

    int tombstoneCount() {
        return tombstones.size();
    }
}
