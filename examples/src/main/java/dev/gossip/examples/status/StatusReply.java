package dev.gossip.examples.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a page answers.
 *
 * @param code the HTTP status
 */
public record StatusReply(int code, String contentType, String body) {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final int OK = 200;
    private static final String PLAIN = "text/plain; charset=utf-8";

    /** A page of some other type, found and complete. */
    public static StatusReply of(String contentType, String body) {
        return new StatusReply(OK, contentType, body);
    }

    /** An object in ASCII only, so that what a peer sent cannot steer a terminal. */
    public static StatusReply json(ObjectNode page) {
        try {
            return of("application/json", MAPPER.writeValueAsString(page) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    public static StatusReply text(int code, String body) {
        return new StatusReply(code, PLAIN, body);
    }
}
