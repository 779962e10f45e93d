package dev.gossip.amop;

import java.util.Optional;

/**
 * Names by which topic lists tell private topics apart, as FISCO BCOS 2.x and its SDKs write them. For a topic T the private
 * name is N = {@code #!$TopicNeedVerify_T}; each subscriber also has a challenge topic of its own,
 * {@code #!$VerifyChannel_N_} and 32 hexadecimal digits, and each publisher has {@code #!$PushChannel_N}.
 */
public final class PrivateNames {

    private static final String PRIVATE = "#!$TopicNeedVerify_";
    private static final String CHALLENGE = "#!$VerifyChannel_";
    private static final String PUSH = "#!$PushChannel_";
    private static final int SUFFIX = 33;

    private PrivateNames() {}

    /** The private name of a plain topic. */
    public static String privateName(String topic) {
        return PRIVATE + topic;
    }

    /** Whether only proven subscribers may hear this topic. */
    public static boolean isPrivate(String topic) {
        return topic.startsWith(PRIVATE);
    }

    /** The plain topic of a private name; any other topic is returned as it is. */
    public static String plainName(String topic) {
        return isPrivate(topic) ? topic.substring(PRIVATE.length()) : topic;
    }

    /** A challenge topic. @param digits 32 hexadecimal digits, different for each subscriber */
    public static String challengeTopic(String privateName, String digits) {
        return CHALLENGE + privateName + "_" + digits;
    }

    /** The private name that a challenge topic belongs to. */
    public static Optional<String> challenged(String topic) {
        boolean fits = topic.startsWith(CHALLENGE + PRIVATE)
                && topic.length() >= CHALLENGE.length() + PRIVATE.length() + SUFFIX
                && topic.charAt(topic.length() - SUFFIX) == '_';
        return fits ? Optional.of(topic.substring(CHALLENGE.length(), topic.length() - SUFFIX)) : Optional.empty();
    }

    /** The topic that a publisher of a private topic subscribes to. */
    public static String pushTopic(String privateName) {
        return PUSH + privateName;
    }

    /** The private name that a publisher with this topic publishes to. */
    public static Optional<String> pushed(String topic) {
        return topic.startsWith(PUSH + PRIVATE) ? Optional.of(topic.substring(PUSH.length())) : Optional.empty();
    }
}
