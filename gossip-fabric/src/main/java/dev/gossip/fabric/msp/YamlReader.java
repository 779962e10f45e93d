package dev.gossip.fabric.msp;

import dev.gossip.api.GossipException;
import dev.gossip.fabric.msp.YamlNode.Mapping;
import dev.gossip.fabric.msp.YamlNode.Sequence;
import dev.gossip.fabric.msp.YamlNode.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the part of YAML that {@link YamlNode} describes, line by line. */
final class YamlReader {

    private static final int MAX_DEPTH = 8;
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z][A-Za-z0-9]*):(?:[ ]+(.*))?");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\]*)\"|'([^']*)'");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");
    private static final Pattern AFTER_QUOTES = Pattern.compile("((?:\"[^\"]*\"|'[^']*'))\\s+#.*");

    /** Signs with a meaning of their own at the start of a plain text. */
    private static final String RESERVED = "[]{}&*!|>%@`,?\"'-:#";

    private final String source;
    private final List<Line> lines = new ArrayList<>();
    private int next;

    YamlReader(String content, String source) {
        this.source = source;
        String[] rows = content.split("\\R", -1);
        for (int i = 0; i < rows.length; i++) {
            add(i + 1, rows[i]);
        }
    }

    Mapping read() {
        if (lines.isEmpty()) {
            return new Mapping(source, Map.of());
        }
        Mapping all = mapping(lines.get(0).indent(), 0);
        if (next < lines.size()) {
            throw lines.get(next).fault("this line is not indented like those before it");
        }
        return all;
    }

    private void add(int number, String row) {
        String text = row.stripLeading();
        int indent = row.length() - text.length();
        Line line = new Line(source + ", line " + number, indent, text.stripTrailing());
        if (text.isEmpty()
                || text.startsWith("#")
                || (lines.isEmpty() && line.text().equals("---"))) {
            return;
        }
        if (row.substring(0, indent).chars().anyMatch(c -> c != ' ')) {
            throw line.fault("lines are indented with spaces only");
        }
        if (text.startsWith("- ")) {
            String item = text.substring(1).stripLeading();
            lines.add(new Line(line.place(), indent, "-"));
            lines.add(new Line(line.place(), indent + text.length() - item.length(), item.stripTrailing()));
        } else {
            lines.add(line);
        }
    }

    private Mapping mapping(int indent, int depth) {
        Line first = lines.get(next);
        if (depth == MAX_DEPTH) {
            throw first.fault("nested deeper than " + MAX_DEPTH + " levels");
        }
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        while (next < lines.size()
                && lines.get(next).indent() == indent
                && !lines.get(next).startsItem()) {
            Line line = lines.get(next++);
            Matcher entry = ENTRY.matcher(line.text());
            if (!entry.matches()) {
                throw line.fault("expected 'Key: value' or 'Key:'");
            }
            String rest = entry.group(2) == null ? "" : entry.group(2).strip();
            YamlNode value = rest.isEmpty() || rest.startsWith("#") ? below(line, depth) : text(line, rest);
            if (entries.put(entry.group(1), value) != null) {
                throw line.fault("'" + entry.group(1) + "' is given twice");
            }
        }
        return new Mapping(first.place(), entries);
    }

    private YamlNode below(Line parent, int depth) {
        if (next < lines.size()) {
            Line line = lines.get(next);
            if (line.startsItem() && line.indent() >= parent.indent()) {
                return sequence(line.indent(), depth + 1);
            }
            if (line.indent() > parent.indent()) {
                return mapping(line.indent(), depth + 1);
            }
        }
        return new Text(parent.place(), "");
    }

    private Sequence sequence(int indent, int depth) {
        String place = lines.get(next).place();
        List<YamlNode> items = new ArrayList<>();
        while (next < lines.size()
                && lines.get(next).indent() == indent
                && lines.get(next).startsItem()) {
            Line marker = lines.get(next++);
            if (next == lines.size() || lines.get(next).indent() <= indent) {
                throw marker.fault("an item without content");
            }
            items.add(mapping(lines.get(next).indent(), depth));
        }
        return new Sequence(place, items);
    }

    private static Text text(Line line, String written) {
        Matcher behind = AFTER_QUOTES.matcher(written);
        String bare = behind.matches() ? behind.group(1) : written;
        Matcher quoted = QUOTED.matcher(bare);
        if (quoted.matches()) {
            return new Text(line.place(), quoted.group(1) == null ? quoted.group(2) : quoted.group(1));
        }
        String plain = COMMENT.matcher(written).replaceFirst("").stripTrailing();
        if (RESERVED.indexOf(plain.charAt(0)) >= 0 || plain.contains(": ") || plain.endsWith(":")) {
            throw line.fault("this form of value is not supported; write a text on one line, quoted if need be");
        }
        return new Text(line.place(), plain);
    }

    private record Line(String place, int indent, String text) {

        boolean startsItem() {
            return text.equals("-");
        }

        GossipException fault(String what) {
            return new GossipException(place + ": " + what);
        }
    }
}
