package dev.gossip.fisco.codec.rpc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.wire.Json;
import java.util.Collection;
import java.util.List;

/** Results of the few calls that a node without a ledger can answer, in the form of each generation. */
public final class RpcResults {

    private RpcResults() {}

    /** {@code getClientVersion} of 2.x; SDKs decide by it whether to shake hands. */
    public static Bytes version2(String version) {
        return Json.bytes(Json.newObject().put("FISCO-BCOS Version", version).put("Supported Version", version));
    }

    /** {@code getGroupList} of 2.x: numbers. */
    public static Bytes groups2(Collection<String> groups) {
        ArrayNode numbers = Json.newTexts(List.of());
        groups.forEach(group -> numbers.add(Integer.parseInt(group)));
        return Json.bytes(numbers);
    }

    /** {@code getBlockNumber} of 2.x: hexadecimal text. */
    public static Bytes height2(long number) {
        return Bytes.utf8("\"0x" + Long.toHexString(number) + "\"");
    }

    /** {@code getGroupList} of 3.x: names in an envelope of their own. */
    public static Bytes groups3(Collection<String> groups) {
        ObjectNode result = Json.newObject().put("code", 0).put("msg", "success");
        result.set("groupList", Json.newTexts(List.copyOf(groups)));
        return Json.bytes(result);
    }

    /** {@code getBlockNumber} of 3.x: a number. */
    public static Bytes height3(long number) {
        return Bytes.utf8(Long.toString(number));
    }
}
