package dev.gossip.membership;

import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.SendResult;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.api.observe.DropReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Answers to membership requests: what the asker may see, our own statement last among the living. */
final class MemberLists {

    private static final String HIDDEN = "a membership request from a peer that may not see our own statement";

    private final MemberTable table;
    private final Network network;
    private final RandomGenerator random;

    MemberLists(MemberTable table, Network network, RandomGenerator random) {
        this.table = table;
        this.network = network;
        this.random = random;
    }

    /** Answers, or closes the link if the asker may not even see us. */
    void answer(Delivery request, Envelope own) {
        LinkPeer asker = request.from();
        Optional<Envelope> self = network.redact(own, asker);
        if (self.isEmpty()) {
            network.dropped(asker, DropReason.WITHHELD, HIDDEN);
            turnAway(asker);
            return;
        }
        List<Envelope> alive = shown(table.alive(), asker);
        // What we know of a death by hearsay alone is not repeated, or the long dead would circulate for ever.
        List<Envelope> dead =
                shown(table.dead().stream().filter(member -> !member.hearsay()).toList(), asker);
        SendResult result = reply(request, alive, dead, self.get());
        while (result == SendResult.TOO_LARGE && !(alive.isEmpty() && dead.isEmpty())) {
            alive = half(alive);
            dead = half(dead);
            result = reply(request, alive, dead, self.get());
        }
        if (result == SendResult.WITHHELD) {
            turnAway(asker);
        }
    }

    private void turnAway(LinkPeer asker) {
        asker.id().ifPresent(id -> network.disconnect(id, DropReason.WITHHELD, HIDDEN));
    }

    private static SendResult reply(Delivery request, List<Envelope> alive, List<Envelope> dead, Envelope self) {
        List<Envelope> living = new ArrayList<>(alive);
        living.add(self);
        return request.reply(new MembershipResponse(living, dead));
    }

    private List<Envelope> shown(List<Member> members, LinkPeer asker) {
        return members.stream()
                .map(member -> network.redact(member.envelope(), asker))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A random half, so that an asker who comes again learns the others in time. */
    private List<Envelope> half(List<Envelope> envelopes) {
        return Sample.of(envelopes, envelopes.size() / 2, random);
    }
}
