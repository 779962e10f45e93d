package dev.gossip.fisco.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.transport.SecurityFacts;
import dev.gossip.testkit.VirtualTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A link that remembers what its session did. */
public final class FakeControl implements LinkControl {

    public final List<Bytes> sent = new ArrayList<>();
    public final List<Bytes> delivered = new ArrayList<>();
    public final List<LinkPeer> peers = new ArrayList<>();
    public final List<DropReason> refusals = new ArrayList<>();
    public String detail = "";
    public SecurityFacts security;
    public boolean dialled;
    public Optional<NodeId> expected = Optional.empty();
    private final VirtualTime time;

    public FakeControl(VirtualTime time, SecurityFacts security) {
        this.time = time;
        this.security = security;
    }

    public static SecurityFacts tls(X509Certificate own, X509Certificate peer) {
        return new SecurityFacts("TLSv1.2", "suite", List.of(peer), Optional.of(own));
    }

    public void assertRefused(DropReason reason) {
        assertThat(refusals).as(detail).containsExactly(reason);
        assertThat(detail).isNotBlank();
    }

    @Override
    public SecurityFacts security() {
        return security;
    }

    @Override
    public PeerAddress remote() {
        return PeerAddress.of("127.0.0.1", 30_300);
    }

    @Override
    public boolean dialled() {
        return dialled;
    }

    @Override
    public Optional<NodeId> expected() {
        return expected;
    }

    @Override
    public SendResult send(Bytes frame) {
        sent.add(frame);
        return SendResult.ACCEPTED;
    }

    @Override
    public void established(LinkPeer peer) {
        peers.add(peer);
        assertThat(peers).as("a link is established once").hasSize(1);
    }

    @Override
    public void deliver(Bytes frame) {
        assertThat(peers).as("a message before the greeting is done").hasSize(1);
        delivered.add(frame);
    }

    @Override
    public void refuse(DropReason reason, String why) {
        refusals.add(reason);
        detail = why;
    }

    @Override
    public void close(String why) {
        detail = why;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return time.schedule(delay, () -> {
            if (refusals.isEmpty()) {
                task.run();
            }
        });
    }
}
