package dev.gossip.core.discovery;

import dev.gossip.api.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/** DNS records by the JDK's own client (JNDI), which is the only way in the JDK to SRV records and to a chosen server. */
final class DnsRecords {

    /** The client doubles it with each of its tries: one, two and four seconds. */
    private static final String FIRST_TIMEOUT_MILLIS = "1000";

    private static final String TRIES = "3";

    private final String servers;

    private DnsRecords(String servers) {
        this.servers = servers;
    }

    /** @param server host or host:port; the system's name servers if absent */
    static DnsRecords of(Optional<String> server) {
        return new DnsRecords("dns:" + server.map(host -> "//" + host).orElse(""));
    }

    List<InetAddress> addresses(String name) throws IOException {
        List<InetAddress> found = new ArrayList<>();
        for (String type : List.of("A", "AAAA")) {
            for (String literal : query(name, type)) {
                found.add(InetAddress.getByName(literal));
            }
        }
        return found;
    }

    List<Service> services(String name) throws IOException {
        List<Service> found = new ArrayList<>();
        for (String record : query(name, "SRV")) {
            Service.parse(record).ifPresent(found::add);
        }
        return found;
    }

    /** A name or type that does not exist is an answer, an empty one. */
    private List<String> query(String name, String type) throws IOException {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, servers);
        settings.put("com.sun.jndi.dns.timeout.initial", FIRST_TIMEOUT_MILLIS);
        settings.put("com.sun.jndi.dns.timeout.retries", TRIES);
        try {
            InitialDirContext dns = new InitialDirContext(settings);
            try {
                Attribute records = dns.getAttributes(name, new String[] {type}).get(type);
                return records == null ? List.of() : texts(records);
            } finally {
                dns.close();
            }
        } catch (NameNotFoundException e) {
            return List.of();
        } catch (NamingException e) {
            throw new IOException(type + " records of '" + name + "' cannot be had from " + servers + ": " + e, e);
        }
    }

    private static List<String> texts(Attribute records) throws NamingException {
        List<String> texts = new ArrayList<>();
        NamingEnumeration<?> values = records.getAll();
        while (values.hasMore()) {
            texts.add(String.valueOf(values.next()));
        }
        return texts;
    }

    /** One SRV record. Sorted as it is to be tried. */
    record Service(int priority, int weight, PeerAddress address) implements Comparable<Service> {

        /** Empty for the target ".", by which a zone says that the service is not offered. */
        static Optional<Service> parse(String record) throws IOException {
            String[] fields = record.trim().split("\\s+");
            try {
                String target = fields[3].endsWith(".") ? fields[3].substring(0, fields[3].length() - 1) : fields[3];
                return target.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Service(
                                Integer.parseInt(fields[0]),
                                Integer.parseInt(fields[1]),
                                PeerAddress.of(target, Integer.parseInt(fields[2]))));
            } catch (RuntimeException e) {
                throw new IOException("the SRV record '" + record + "' is not 'priority weight port target'", e);
            }
        }

        @Override
        public int compareTo(Service other) {
            int byPriority = Integer.compare(priority, other.priority);
            return byPriority != 0 ? byPriority : Integer.compare(other.weight, weight);
        }
    }
}
