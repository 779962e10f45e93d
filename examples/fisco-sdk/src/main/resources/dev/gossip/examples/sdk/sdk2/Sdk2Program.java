import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.fisco.bcos.sdk.BcosSDK;
import org.fisco.bcos.sdk.amop.Amop;
import org.fisco.bcos.sdk.amop.AmopCallback;
import org.fisco.bcos.sdk.amop.AmopMsgOut;
import org.fisco.bcos.sdk.amop.AmopResponse;
import org.fisco.bcos.sdk.amop.AmopResponseCallback;
import org.fisco.bcos.sdk.amop.topic.AmopMsgIn;
import org.fisco.bcos.sdk.amop.topic.TopicType;
import org.fisco.bcos.sdk.config.ConfigOption;
import org.fisco.bcos.sdk.config.model.ConfigProperty;
import org.fisco.bcos.sdk.model.CryptoType;

/** Does with the real Java SDK 2.x what the lines of its input say. Texts and data travel as Base64. */
public final class Sdk2Program {

    private static final PrintStream OUT = System.out;
    private static final ConcurrentHashMap<String, AtomicInteger> HEARD = new ConcurrentHashMap<>();

    private Sdk2Program() {}

    public static void main(String[] args) throws Exception {
        say("LOADED");
        if (args[2].equals("TLS_BOUNCY_CASTLE")) {
            Security.insertProviderAt(new org.bouncycastle.jce.provider.BouncyCastleProvider(), 1);
        }
        ConfigProperty property = new ConfigProperty();
        property.cryptoMaterial = new ConcurrentHashMap<>();
        property.cryptoMaterial.put("certPath", args[0]);
        property.network = new ConcurrentHashMap<>();
        property.network.put("peers", Arrays.asList(args[1].split(",")));
        BcosSDK sdk = new BcosSDK(new ConfigOption(property, CryptoType.ECDSA_TYPE));
        Amop amop = sdk.getAmop();
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
                amop.subscribeTopic(topic, new Echo());
                break;
            case "unsubscribe":
                amop.unsubscribeTopic(topic);
                break;
            case "subscribe-private":
                amop.subscribePrivateTopics(topic, words[2], new Echo());
                break;
            case "publish-private":
                amop.publishPrivateTopicWithHexPublicKeyList(topic, List.of(words[2].split(",")));
                break;
            case "unicast":
            case "unicast-private":
                amop.sendAmopMsg(
                        message(
                                topic,
                                words[0].endsWith("private"),
                                Base64.getDecoder().decode(words[3])),
                        new Answer(words[2]));
                break;
            case "multicast":
            case "multicast-private":
                amop.broadcastAmopMsg(message(
                        topic, words[0].endsWith("private"), Base64.getDecoder().decode(words[2])));
                break;
            case "burst":
                burst(amop, topic, Integer.parseInt(words[2]), Integer.parseInt(words[3]));
                break;
            case "flood":
                flood(amop, topic, Integer.parseInt(words[2]), Integer.parseInt(words[3]));
                break;
            case "heard":
                say("HEARD " + HEARD.getOrDefault(topic, new AtomicInteger()));
                break;
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    private static AmopMsgOut message(String topic, boolean secret, byte[] data) {
        AmopMsgOut message = new AmopMsgOut();
        message.setTopic(topic);
        message.setType(secret ? TopicType.PRIVATE_TOPIC : TopicType.NORMAL_TOPIC);
        message.setContent(data);
        message.setTimeout(10_000);
        return message;
    }

    private static void burst(Amop amop, String topic, int count, int inFlight) throws InterruptedException {
        Semaphore free = new Semaphore(inFlight);
        AtomicInteger[] answers = new AtomicInteger[count];
        AtomicInteger right = new AtomicInteger();
        AtomicInteger doubled = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            free.acquire();
            AtomicInteger seen = answers[i] = new AtomicInteger();
            byte[] data = ("burst " + i).getBytes(StandardCharsets.UTF_8);
            amop.sendAmopMsg(message(topic, false, data), new AmopResponseCallback() {
                @Override
                public void onResponse(AmopResponse response) {
                    if (seen.incrementAndGet() > 1) {
                        doubled.incrementAndGet();
                        return;
                    }
                    if (response.getErrorCode() == 0
                            && Arrays.equals(
                                    Echo.reply(data), response.getAmopMsgIn().getContent())) {
                        right.incrementAndGet();
                    } else {
                        failed.incrementAndGet();
                    }
                    free.release();
                }
            });
        }
        free.acquire(inFlight);
        say("BURST " + right + " " + failed + " " + doubled + " " + (System.nanoTime() - start) / 1_000_000);
    }

    /** Tells all subscribers so many messages of so many bytes, as fast as it can. */
    private static void flood(Amop amop, String topic, int count, int size) {
        byte[] data = new byte[size];
        for (int i = 0; i < count; i++) {
            amop.broadcastAmopMsg(message(topic, false, data));
        }
        say("FLOODED");
    }

    static synchronized void say(String line) {
        OUT.println("@" + line);
        OUT.flush();
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    static String encode(byte[] data) {
        return data.length == 0 ? "-" : Base64.getEncoder().encodeToString(data);
    }

    private static final class Echo extends AmopCallback {
        @Override
        public byte[] receiveAmopMsg(AmopMsgIn message) {
            String topic = message.getTopic();
            HEARD.computeIfAbsent(topic, first -> new AtomicInteger()).incrementAndGet();
            if (!topic.startsWith("burst")) {
                say("HEAR " + encode(topic.getBytes(StandardCharsets.UTF_8)) + " " + encode(message.getContent()));
            }
            return reply(message.getContent());
        }

        static byte[] reply(byte[] data) {
            byte[] reply = new byte[data.length + 3];
            System.arraycopy("re:".getBytes(StandardCharsets.US_ASCII), 0, reply, 0, 3);
            System.arraycopy(data, 0, reply, 3, data.length);
            return reply;
        }
    }

    private static final class Answer extends AmopResponseCallback {
        private final String id;

        Answer(String id) {
            this.id = id;
        }

        @Override
        public void onResponse(AmopResponse response) {
            boolean good = response.getErrorCode() == 0;
            say("ANSWER " + id + " " + response.getErrorCode() + " "
                    + encode(good ? response.getAmopMsgIn().getContent() : new byte[0]));
        }
    }
}
