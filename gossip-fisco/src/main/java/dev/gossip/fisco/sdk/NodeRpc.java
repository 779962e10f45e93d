package dev.gossip.fisco.sdk;

import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.body.JsonRpc;
import dev.gossip.fisco.codec.rpc.RpcCall;
import dev.gossip.fisco.codec.rpc.RpcResults;
import dev.gossip.spi.protocol.MalformedException;
import java.util.List;
import java.util.Optional;

/** Answers JSON-RPC truthfully for a node without a ledger: its version, and groups and heights that it was told of. */
final class NodeRpc {

    /** FISCO BCOS's own code for a group that the node does not know. */
    private static final int NO_GROUP = -40009;

    private final String version;
    private final BlockHeights heights;

    NodeRpc(String version, BlockHeights heights) {
        this.version = version;
        this.heights = heights;
    }

    JsonRpc answer(JsonRpc request, SdkGeneration generation) throws MalformedException {
        RpcCall call = RpcCall.read(request);
        return switch (call.method()) {
            case "getClientVersion" -> call.answer(RpcResults.version2(version));
            case "getGroupList" ->
                call.answer(
                        generation == SdkGeneration.TWO
                                ? RpcResults.groups2(numbered())
                                : RpcResults.groups3(heights.groups()));
            case "getBlockNumber" -> height(call, generation);
            default ->
                call.refuse(
                        RpcCall.NO_METHOD,
                        "the method " + call.method() + " needs a ledger, and this node has none; it serves AMOP");
        };
    }

    private List<String> numbered() {
        return heights.groups().stream()
                .filter(group -> group.matches("[1-9][0-9]{0,8}"))
                .toList();
    }

    private JsonRpc height(RpcCall call, SdkGeneration generation) {
        if (call.parameters().isEmpty()) {
            return call.refuse(RpcCall.BAD_PARAMETERS, "getBlockNumber needs a group");
        }
        String group = call.parameters().get(0);
        Optional<Bytes> height = heights.of(group)
                .map(number ->
                        generation == SdkGeneration.TWO ? RpcResults.height2(number) : RpcResults.height3(number));
        return height.map(call::answer).orElseGet(() -> call.refuse(NO_GROUP, "this node knows no group " + group));
    }
}
