import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.acl.*;
import org.apache.kafka.common.resource.*;
import org.apache.kafka.common.serialization.*;

/**
 * One program for all questions, since starting a virtual machine takes longer than asking them. Reads lines of words with tabs between:
 * `apply FILE` brings what an access.txt says to the server and takes away the rest; `login USER PASSWORD`; `cluster`, `topic NAME`,
 * `group NAME` ask the server what the user who logged in last may do there; `create`, `write`, `read NAME GROUP` try it. Each is
 * answered by one line.
 */
class KafkaAccess {
    static String bootstrap;
    static final int LIMIT = 20;

    static Properties settings(String user, String password) {
        Properties result = new Properties();
        result.put("bootstrap.servers", bootstrap);
        result.put("default.api.timeout.ms", "15000");
        result.put("request.timeout.ms", "10000");
        if (user != null) {
            result.put("security.protocol", "SASL_PLAINTEXT");
            result.put("sasl.mechanism", "SCRAM-SHA-512");
            result.put("sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\"" + password + "\";");
        }
        return result;
    }

    static String apply(Admin admin, Path file) throws Exception {
        List<UserScramCredentialAlteration> users = new ArrayList<>();
        Set<String> named = new HashSet<>();
        Set<AclBinding> lists = new HashSet<>();
        List<NewTopic> topics = new ArrayList<>();
        Set<String> present = admin.listTopics().names().get(LIMIT, TimeUnit.SECONDS);
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split("\t", -1);
            if (words[0].equals("user")) {
                named.add(words[1]);
                users.add(new UserScramCredentialUpsertion(words[1], new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), words[2]));
            } else if (words[0].equals("acl")) {
                ResourcePattern of = new ResourcePattern(ResourceType.fromString(words[2].replace('-', '_')), words[4], PatternType.fromString(words[3].toUpperCase()));
                for (int i = 5; i < words.length; ++i)
                    lists.add(new AclBinding(of, new AccessControlEntry("User:" + words[1], "*", operation(words[i]), AclPermissionType.ALLOW)));
            } else if (words[0].equals("topic") && !present.contains(words[1])) {
                int partitions = Integer.parseInt(words[2]), replicas = Integer.parseInt(words[3]);
                Map<String, String> more = new HashMap<>();
                for (int i = 4; i < words.length; ++i) more.put(words[i].split("=", 2)[0], words[i].split("=", 2)[1]);
                topics.add(new NewTopic(words[1], partitions < 0 ? Optional.empty() : Optional.of(partitions), replicas < 0 ? Optional.empty() : Optional.of((short) replicas)).configs(more));
            }
        }
        for (String user : admin.describeUserScramCredentials().users().get(LIMIT, TimeUnit.SECONDS))
            if (!named.contains(user)) users.add(new UserScramCredentialDeletion(user, ScramMechanism.SCRAM_SHA_512));
        admin.alterUserScramCredentials(users).all().get(LIMIT, TimeUnit.SECONDS);
        List<AclBindingFilter> gone = new ArrayList<>();
        for (AclBinding one : admin.describeAcls(AclBindingFilter.ANY).values().get(LIMIT, TimeUnit.SECONDS))
            if (!lists.contains(one)) gone.add(one.toFilter());
        admin.createAcls(lists).all().get(LIMIT, TimeUnit.SECONDS);
        admin.deleteAcls(gone).all().get(LIMIT, TimeUnit.SECONDS);
        admin.createTopics(topics).all().get(LIMIT, TimeUnit.SECONDS);
        return "applied";
    }

    static AclOperation operation(String words) {
        return AclOperation.fromString(words.replaceAll("(?<=[a-z])(?=[A-Z])", "_"));
    }

    static String sorted(Collection<AclOperation> operations) {
        TreeSet<String> result = new TreeSet<>();
        for (AclOperation one : operations) result.add(one.name());
        return String.join(" ", result);
    }

    static String ask(Admin admin, Properties as, String[] words) throws Exception {
        switch (words[0]) {
            case "cluster":
                return sorted(admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true)).authorizedOperations().get(LIMIT, TimeUnit.SECONDS));
            case "topic":
                return sorted(admin.describeTopics(List.of(words[1]), new DescribeTopicsOptions().includeAuthorizedOperations(true)).allTopicNames().get(LIMIT, TimeUnit.SECONDS).get(words[1]).authorizedOperations());
            case "group":
                return sorted(admin.describeConsumerGroups(List.of(words[1]), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true)).all().get(LIMIT, TimeUnit.SECONDS).get(words[1]).authorizedOperations());
            case "create":
                admin.createTopics(List.of(new NewTopic(words[1], 1, (short) 1))).all().get(LIMIT, TimeUnit.SECONDS);
                return "done";
            case "write":
                try (KafkaProducer<String, String> one = new KafkaProducer<>(as, new StringSerializer(), new StringSerializer())) {
                    one.send(new ProducerRecord<>(words[1], "hello")).get(LIMIT, TimeUnit.SECONDS);
                    return "done";
                }
            case "read":
                Properties more = new Properties();
                more.putAll(as);
                more.put("group.id", words[2]);
                more.put("auto.offset.reset", "earliest");
                try (KafkaConsumer<String, String> one = new KafkaConsumer<>(more, new StringDeserializer(), new StringDeserializer())) {
                    one.subscribe(List.of(words[1]));
                    for (int i = 0; i < LIMIT; ++i)
                        if (!one.poll(java.time.Duration.ofSeconds(1)).isEmpty()) {
                            one.commitSync();
                            return "done";
                        }
                    return "nothing came";
                }
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    public static void main(String[] arguments) throws Exception {
        var lines = new java.io.BufferedReader(new java.io.InputStreamReader(System.in, "UTF-8"));
        Admin admin = null;
        Properties as = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split("\t", -1);
            String answer;
            try {
                if (words[0].equals("server")) {
                    bootstrap = words[1];
                    answer = "";
                } else if (words[0].equals("apply")) {
                    try (Admin plain = Admin.create(settings(null, null))) {
                        answer = apply(plain, Path.of(words[1]));
                    }
                } else if (words[0].equals("login")) {
                    if (admin != null) admin.close(java.time.Duration.ofSeconds(1));
                    as = settings(words[1], words[2]);
                    admin = Admin.create(as);
                    admin.describeCluster().nodes().get(LIMIT, TimeUnit.SECONDS);
                    answer = "in";
                } else {
                    answer = ask(admin, as, words);
                }
            } catch (Exception error) {
                Throwable cause = error.getCause() == null ? error : error.getCause();
                answer = "! " + cause.getClass().getSimpleName();
            }
            System.out.println("= " + answer);
            System.out.flush();
        }
        System.exit(0);
    }
}
