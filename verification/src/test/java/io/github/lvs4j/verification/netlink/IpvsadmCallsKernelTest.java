package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code ipvsadm -R} pays for a rule, in system calls: what our two for 128 changes are compared with. */
@KernelTest
@RequiresRoot
@RequiresTool({"ip", "ipvsadm", "strace"})
class IpvsadmCallsKernelTest {

    private static final int FEW = 20;
    private static final int MANY = 120;

    /** How often each call is made, without the two that depend on the length of the text. */
    private static Map<String, Long> calls(String rules) throws IOException {
        Path file = Files.createTempFile("l4j", ".rules");
        try (IpvsNamespace namespace = new IpvsNamespace()) {
            Files.writeString(file, rules);
            List<String> lines = Traced.run(
                    "all", List.of("ip", "netns", "exec", namespace.name(), "sh", "-c", "exec ipvsadm -R <" + file));
            return lines.stream()
                    .map(line -> line.replaceFirst("^\\d+ +", "").replaceFirst("\\(.*", ""))
                    .filter(name -> !name.equals("read") && !name.equals("brk"))
                    .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        } finally {
            Files.delete(file);
        }
    }

    private static String services(int count) {
        return rules(count, i -> "-A -t 198.18.0." + i + ":80 -s rr");
    }

    private static String rules(int count, IntFunction<String> rule) {
        return IntStream.range(0, count).mapToObj(i -> rule.apply(i) + "\n").collect(Collectors.joining());
    }

    private static Map<String, Double> each(Map<String, Long> few, Map<String, Long> many) {
        Map<String, Double> each = new TreeMap<>();
        many.forEach((name, count) -> {
            double more = (count - few.getOrDefault(name, 0L)) / (double) (MANY - FEW);
            if (more != 0) {
                each.put(name, more);
            }
        });
        return each;
    }

    private static double sum(Map<String, Double> each) {
        return each.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    @Test
    void shouldTakeManyCallsForARule() throws Exception {
        Map<String, Double> service = each(calls(services(FEW)), calls(services(MANY)));
        String head = services(1);
        IntFunction<String> server = i -> "-a -t 198.18.0.0:80 -r 10.0.0." + i + ":8000 -m -w 1";
        Map<String, Double> realServer = each(calls(head + rules(FEW, server)), calls(head + rules(MANY, server)));
        System.out.println("ipvsadm -R, calls for a service: " + sum(service) + " " + service);
        System.out.println("ipvsadm -R, calls for a real server: " + sum(realServer) + " " + realServer);
        assertThat(sum(service)).isEqualTo(16);
        assertThat(sum(realServer)).isEqualTo(16);
    }
}
