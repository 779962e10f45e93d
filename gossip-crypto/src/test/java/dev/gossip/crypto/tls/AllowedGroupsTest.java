package dev.gossip.crypto.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.GossipException;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.Handshake;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.testkit.VirtualTime;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedGroupsTest {

    private static final int SECP256R1 = 0x0017;
    private static final int SECP384R1 = 0x0018;
    private static final int X25519 = 0x001d;

    private final VirtualTime time = new VirtualTime();
    private final DevelopmentCa ca = DevelopmentCa.create("Org1MSP", time);

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void onlyAllowedGroupsAreOffered(String protocol) throws Exception {
        JdkTlsContext free = context(protocol);
        JdkTlsContext one = context(protocol, "secp256r1");
        JdkTlsContext two = context(protocol, "secp384r1", "secp256r1");

        assertThat(offered(new Handshake(free, free, "bob").hello())).contains(X25519, SECP256R1, SECP384R1);
        assertThat(offered(new Handshake(one, free, "bob").hello())).containsExactly(SECP256R1);
        assertThat(offered(new Handshake(two, free, "bob").hello())).containsExactlyInAnyOrder(SECP256R1, SECP384R1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aServerTakesOnlyAllowedGroups(String protocol) throws Exception {
        JdkTlsContext free = context(protocol);
        JdkTlsContext one = context(protocol, "secp256r1");

        new Handshake(free, one, "bob").run();
        new Handshake(one, free, "bob").run();
        new Handshake(one, one, "bob").run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void withoutACommonGroupTheHandshakeFails(String protocol) {
        JdkTlsContext modern = context(protocol, "x25519", "secp256r1");
        JdkTlsContext other = context(protocol, "secp521r1", "secp384r1");

        assertThatThrownBy(() -> new Handshake(modern, other, "bob").run()).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> new Handshake(other, modern, "bob").run()).isInstanceOf(SSLException.class);
    }

    @Test
    void aServerChoosesAnAllowedGroupThoughItsClientPrefersAnother() throws Exception {
        JdkTlsContext free = context("TLSv1.3");

        assertThat(chosen(new Handshake(free, free, "bob").answer())).isEqualTo(X25519);
        assertThat(chosen(new Handshake(free, context("TLSv1.3", "secp256r1"), "bob").answer()))
                .isEqualTo(SECP256R1);
    }

    @Test
    void unknownGroupsAreNamed() {
        assertThat(context("TLSv1.3", "secp256r1").namedGroups()).containsExactly("secp256r1");
        assertThat(context("TLSv1.3").namedGroups()).isEmpty();
        assertThatThrownBy(() -> context("TLSv1.3", "secp256k1"))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("secp256k1")
                .hasMessageContaining("secp256r1");
    }

    private JdkTlsContext context(String protocol, String... groups) {
        return JdkTlsContext.builder(ca.issue(NodeSpec.peer("bob")).tls(ca.certificate()), time)
                .protocols(protocol)
                .namedGroups(groups)
                .build();
    }

    /** The content of the extension supported_groups (RFC 8446, 4.2.7) of a ClientHello. */
    private static List<Integer> offered(byte[] record) {
        ByteBuffer in = afterSession(record);
        skip(in, in.getShort());
        skip(in, in.get());
        ByteBuffer extension = extension(in, 10);
        List<Integer> groups = new ArrayList<>();
        for (int count = extension.getShort() / 2; count > 0; count--) {
            groups.add((int) extension.getShort());
        }
        return groups;
    }

    /** The group in the extension key_share (RFC 8446, 4.2.8) of a ServerHello, a request to try again included. */
    private static int chosen(byte[] record) {
        ByteBuffer in = afterSession(record);
        skip(in, 2 + 1);
        return extension(in, 51).getShort();
    }

    /** Skips the headers of record and message, the version, the random and the session of a hello. */
    private static ByteBuffer afterSession(byte[] record) {
        ByteBuffer in = ByteBuffer.wrap(record);
        skip(in, 5 + 4 + 2 + 32);
        skip(in, in.get());
        return in;
    }

    private static ByteBuffer extension(ByteBuffer in, int wanted) {
        in.getShort();
        int type = in.getShort();
        int length = in.getShort();
        while (type != wanted) {
            skip(in, length);
            type = in.getShort();
            length = in.getShort();
        }
        return in;
    }

    private static void skip(ByteBuffer in, int count) {
        in.position(in.position() + count);
    }
}
