import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.fisco.bcos.sdk.jni.amop.AmopRequestCallback;
import org.fisco.bcos.sdk.v3.BcosSDK;
import org.fisco.bcos.sdk.v3.amop.Amop;
import org.fisco.bcos.sdk.v3.config.ConfigOption;
import org.fisco.bcos.sdk.v3.config.model.ConfigProperty;

/** Does with the real Java SDK 3.x what the lines of its input say. Texts and data travel as Base64. */
public final class Sdk3Program {

    private static final PrintStream OUT = System.out;
    private static final ConcurrentHashMap<String, AtomicInteger> HEARD = new ConcurrentHashMap<>();

    private Sdk3Program() {}

    public static void main(String[] args) throws Exception {
        // Loads the native library.
        Class.forName("org.fisco.bcos.sdk.jni.BcosSDKJniObj");
        say("LOADED");
        ConfigProperty property = new ConfigProperty();
        property.cryptoMaterial = new ConcurrentHashMap<>();
        property.cryptoMaterial.put("certPath", args[0]);
        property.cryptoMaterial.put("disableSsl", args[2].equals("PLAIN") ? "true" : "false");
        property.cryptoMaterial.put("useSMCrypto", "false");
        property.network = new ConcurrentHashMap<>();
        property.network.put("peers", Arrays.asList(args[1].split(",")));
        BcosSDK sdk = new BcosSDK(new ConfigOption(property));
        Amop amop = sdk.getAmop();
        amop.start();
        say("READY");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("quit")) {
                break;
            }
            try {
                run(amop, line.split(" "));
            } catch (RuntimeException e) {
                say("FAILED " + encode(e.toString().getBytes(StandardCharsets.UTF_8)));
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static void run(Amop amop, String[] words) throws InterruptedException {
        String topic = text(words[1]);
        switch (words[0]) {
            case "subscribe":
                amop.subscribeTopic(topic, new Echo(amop, topic));
                break;
            case "unsubscribe":
                amop.unsubscribeTopic(topic);
                break;
            case "unicast":
                amop.sendAmopMsg(topic, Base64.getDecoder().decode(words[3]), 10_000, response -> {
                    boolean good = response.getErrorCode() == 0;
                    say("ANSWER " + words[2] + " " + response.getErrorCode() + " "
                            + encode(good ? response.getData() : new byte[0]));
                });
                break;
            case "multicast":
                amop.broadcastAmopMsg(topic, Base64.getDecoder().decode(words[2]));
                break;
            case "burst":
                burst(amop, topic, Integer.parseInt(words[2]), Integer.parseInt(words[3]));
                break;
            case "heard":
                say("HEARD " + HEARD.getOrDefault(topic, new AtomicInteger()));
                break;
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    private static void burst(Amop amop, String topic, int count, int inFlight) throws InterruptedException {
        Semaphore free = new Semaphore(inFlight);
        AtomicInteger right = new AtomicInteger();
        AtomicInteger doubled = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            free.acquire();
            AtomicInteger seen = new AtomicInteger();
            byte[] data = ("burst " + i).getBytes(StandardCharsets.UTF_8);
            amop.sendAmopMsg(topic, data, 10_000, response -> {
                if (seen.incrementAndGet() > 1) {
                    doubled.incrementAndGet();
                    return;
                }
                if (response.getErrorCode() == 0 && Arrays.equals(reply(data), response.getData())) {
                    right.incrementAndGet();
                } else {
                    failed.incrementAndGet();
                }
                free.release();
            });
        }
        free.acquire(inFlight);
        say("BURST " + right + " " + failed + " " + doubled + " " + (System.nanoTime() - start) / 1_000_000);
    }

    private static byte[] reply(byte[] data) {
        byte[] reply = new byte[data.length + 3];
        System.arraycopy("re:".getBytes(StandardCharsets.US_ASCII), 0, reply, 0, 3);
        System.arraycopy(data, 0, reply, 3, data.length);
        return reply;
    }

    static synchronized void say(String line) {
        OUT.println("@" + line);
        OUT.flush();
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    static String encode(byte[] data) {
        return data == null || data.length == 0 ? "-" : Base64.getEncoder().encodeToString(data);
    }

    /** Subscribers of 3.x answer themselves. */
    private static final class Echo implements AmopRequestCallback {
        private final Amop amop;
        private final String topic;

        Echo(Amop amop, String topic) {
            this.amop = amop;
            this.topic = topic;
        }

        @Override
        public void onRequest(String endpoint, String seq, byte[] data) {
            HEARD.computeIfAbsent(topic, first -> new AtomicInteger()).incrementAndGet();
            if (!topic.startsWith("burst")) {
                say("HEAR " + encode(topic.getBytes(StandardCharsets.UTF_8)) + " " + encode(data));
            }
            amop.sendResponse(endpoint, seq, reply(data));
        }
    }
}
