package dev.gossip.fisco.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.fisco.codec.amop.AmopCodes;
import dev.gossip.fisco.codec.body.JsonRpc;
import dev.gossip.fisco.codec.rpc.RpcCall;
import dev.gossip.fisco.codec.rpc.RpcResults;
import dev.gossip.spi.protocol.MalformedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RpcCallTest {

    private static JsonRpc rpc(String json) {
        return new JsonRpc(Bytes.utf8(json));
    }

    @Test
    void aCallIsAnsweredUnderItsNumber() throws MalformedException {
        RpcCall call = RpcCall.read(rpc("{\"method\":\"getBlockNumber\",\"params\":[1,\"x\",{}],\"id\":\"a\"}"));
        assertThat(call.method()).isEqualTo("getBlockNumber");
        assertThat(call.parameters()).containsExactly("1", "x", "");
        assertThat(call.answer(RpcResults.height2(255)).json().utf8())
                .isEqualTo("{\"id\":\"a\",\"jsonrpc\":\"2.0\",\"result\":\"0xff\"}\n");
        assertThat(call.refuse(-1, "no").json().utf8())
                .isEqualTo("{\"id\":\"a\",\"jsonrpc\":\"2.0\",\"error\":{\"code\":-1,\"message\":\"no\"}}\n");
    }

    @Test
    void resultsHaveTheFormOfTheirGeneration() {
        assertThat(RpcResults.groups2(List.of("1", "2")).utf8()).isEqualTo("[1,2]");
        assertThat(RpcResults.groups3(List.of("group0")).utf8())
                .isEqualTo("{\"code\":0,\"msg\":\"success\",\"groupList\":[\"group0\"]}");
        assertThat(RpcResults.height3(7).utf8()).isEqualTo("7");
    }

    @Test
    void whatIsNoCallIsRefused() {
        for (String json : new String[] {"", "[]", "{}", "{\"method\":7}", "{\"method\":\"a\""}) {
            assertThatThrownBy(() -> RpcCall.read(rpc(json))).as(json).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void f30_f38_reasonsAndCodesMeanTheSame() {
        AmopFailure nobody = new AmopFailure(Reason.NO_SUBSCRIBER, "");
        assertThat(AmopCodes.generation2(nobody, true)).isEqualTo(100);
        assertThat(AmopCodes.generation2(nobody, false)).isEqualTo(104);
        assertThat(AmopCodes.generation3(nobody, true)).isEqualTo(3001);
        assertThat(AmopCodes.generation3(nobody, false)).isEqualTo(3002);
        for (Reason reason : List.of(Reason.NO_SUBSCRIBER, Reason.TIMEOUT, Reason.CONGESTED)) {
            AmopFailure failure = new AmopFailure(reason, "why");
            assertThat(AmopCodes.failure(AmopCodes.generation2(failure, true), "why"))
                    .isEqualTo(failure);
            assertThat(AmopCodes.failure(AmopCodes.generation3(failure, false), "why"))
                    .isEqualTo(failure);
        }
        assertThat(AmopCodes.failure(-3, "").reason()).isEqualTo(Reason.FAILED);
    }

    @Test
    void f16_aNodesFileIsReadStrictly() {
        assertThat(NodesFile.read(Bytes.utf8("{\"nodes\":[\"127.0.0.1:30300\",\"[::1]:30301\",\"127.0.0.1:30300\"]}")))
                .containsExactly(PeerAddress.parse("127.0.0.1:30300"), PeerAddress.parse("[::1]:30301"));
        for (String bad : new String[] {"", "{}", "{\"nodes\":[\"x\"]}", "{\"nodes\":[\"127.0.0.1:1024\"]}"}) {
            assertThatThrownBy(() -> NodesFile.read(Bytes.utf8(bad))).as(bad).isInstanceOf(GossipException.class);
        }
    }
}
