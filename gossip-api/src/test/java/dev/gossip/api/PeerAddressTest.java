package dev.gossip.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "peer0.org1.example.com:7051, tcp, peer0.org1.example.com, 7051",
        "127.0.0.1:0, tcp, 127.0.0.1, 0",
        "[::1]:65535, tcp, ::1, 65535",
        "[2001:db8::7%eth0]:80, tcp, 2001:db8::7%eth0, 80",
        "memory://a:1, memory, a, 1",
        "grpcs://[fe80::1]:443, grpcs, fe80::1, 443",
        "host:007, tcp, host, 7",
    })
    void parses(String text, String scheme, String host, int port) {
        assertThat(PeerAddress.parse(text)).isEqualTo(new PeerAddress(scheme, host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host",
                "host:",
                ":80",
                "host:port",
                "host:-1",
                "host:+80",
                "host:65536",
                "host:99999999999",
                "host: 80",
                "host:\u0668\u0660",
                "::1:80",
                "2001:db8::7",
                "[::1]",
                "[::1]80",
                "[]:80",
                "[host]:80",
                "[::1:80",
                "://host:80",
                "tcp://",
                "tcp://:80",
            })
    void refusesWhatIsNoAddressAndSaysWhatIs(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeerAddress.parse(text))
                .withMessage("'" + text + "' is not an address; write host:port, [ipv6]:port or scheme://host:port");
    }

    @Test
    void printsWhatItParses() {
        assertThat(PeerAddress.of("::1", 80)).hasToString("[::1]:80");
        assertThat(PeerAddress.of("a", 80)).hasToString("a:80");
        assertThat(new PeerAddress("memory", "a", 1)).hasToString("memory://a:1");
        assertThat(new PeerAddress("memory", "::1", 1).hostAndPort()).isEqualTo("[::1]:1");
        Seeds.forEach(random -> {
            String host = random.nextBoolean() ? "h" + random.nextInt(9) : "fe80::" + random.nextInt(9);
            String scheme = random.nextBoolean() ? "tcp" : "memory";
            PeerAddress address = new PeerAddress(scheme, host, random.nextInt(65_536));
            assertThat(PeerAddress.parse(address.toString())).isEqualTo(address);
        });
    }

    @Test
    void thePartsAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PeerAddress("", "host", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> PeerAddress.of("", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeerAddress.of("host", -1))
                .withMessage("port -1 is outside 0..65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeerAddress.of("host", 80).withPort(65_536))
                .withMessage("port 65536 is outside 0..65535");
    }

    @Test
    void withPortKeepsTheRest() {
        assertThat(new PeerAddress("memory", "a", 0).withPort(9)).isEqualTo(new PeerAddress("memory", "a", 9));
    }
}
