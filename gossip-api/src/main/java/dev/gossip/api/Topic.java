package dev.gossip.api;

/**
 * A routing key: a scope (channel, group, virtual chain; empty for the whole network) and a name within it.
 */
public record Topic(String scope, String name) implements Comparable<Topic> {

    /** The topic of statements that belong to no channel. */
    public static final Topic NONE = new Topic("", "");

    /** A topic of the whole network. */
    public static Topic named(String name) {
        return new Topic("", name);
    }

    /** A topic inside {@code scope}. */
    public static Topic of(String scope, String name) {
        return new Topic(scope, name);
    }

    /** The nameless topic that stands for everything in {@code scope}. */
    public static Topic scope(String scope) {
        return new Topic(scope, "");
    }

    @Override
    public String toString() {
        return scope + "/" + name;
    }

    /** By scope, then by name. */
    @Override
    public int compareTo(Topic other) {
        int byScope = scope.compareTo(other.scope);
        return byScope != 0 ? byScope : name.compareTo(other.name);
    }
}
