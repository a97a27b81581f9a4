package io.github.lvs4j.vrrp.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.lvs4j.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Conformance list A: every captured packet in the directory, also one that is dropped there later, is read and written again
 * byte for byte: IP header, authentication header with its check value, advertisement, ARP and neighbour advertisement frames.
 */
class GoldenDirectoryTest {

    private static final String PASSWORD = "1c7f545a"; // of all captures with a password, unless they say otherwise
    private static final Pattern PASS = Pattern.compile("auth_pass\\s+\"?([^\\s\"]+)");
    private static final Pattern HEADER =
            Pattern.compile("VRRP: version (\\d+) type 1, VRID (\\d+), priority (\\d+), address count (\\d+)");
    private static final Pattern SECONDS = Pattern.compile("advertisement interval (\\d+) s");
    private static final Pattern CENTISECONDS = Pattern.compile("interval (\\d+) centiseconds");
    private static final Pattern ADDRESS = Pattern.compile("address \\d+: (\\S+)");
    private static final Pattern SEQUENCE = Pattern.compile("sequence (\\d+), ICV");

    @TestFactory
    Stream<DynamicTest> shouldReadAndWriteEveryFile() {
        return Golden.names(".hex").stream()
                .map(name -> dynamicTest(name, () -> {
                    List<String> comments = Golden.comments(name);
                    Reencoded packet = Reencoded.of(Golden.bytes(name), password(comments))
                            .orElseThrow(() -> new AssertionError("nothing that VRRP sends"));
                    assertThat(packet.after()).isEqualTo(packet.before());
                    packet.decoded().ifPresent(decoded -> agree(decoded.advertisement(), comments));
                    find(SEQUENCE, comments)
                            .ifPresent(found -> assertThat(packet.sequence()).contains(Long.parseLong(found.group(1))));
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldReadAndWriteEveryCapture() {
        return Golden.names(".pcap").stream()
                .map(name -> dynamicTest(name, () -> {
                    List<byte[]> frames = Golden.frames(name);
                    long advertisements = IntStream.range(0, frames.size())
                            .mapToObj(i -> check(name + " frame " + i, frames.get(i)))
                            .flatMap(Optional::stream)
                            .filter(packet -> packet.decoded().isPresent())
                            .count();
                    assertThat(advertisements).isPositive();
                }));
    }

    @Test
    void shouldFindTheFiles() {
        assertThat(Golden.names(".hex")).hasSizeGreaterThanOrEqualTo(38).contains("v2-ah-advert2", "v3-ipv6-na2");
        assertThat(Golden.names(".pcap")).hasSizeGreaterThanOrEqualTo(23).contains("v2-unicast-ah", "frr-v3-ipv6");
    }

    private static Optional<Reencoded> check(String where, byte[] frame) {
        Optional<Reencoded> packet = Reencoded.of(frame, PASSWORD);
        packet.ifPresent(
                one -> assertThat(one.after()).as(where + ", " + one.kind()).isEqualTo(one.before()));
        return packet;
    }

    /** What the file's comments tell, where they tell it. */
    private static void agree(Advertisement advertisement, List<String> comments) {
        find(HEADER, comments).ifPresent(found -> {
            assertThat(advertisement.version().number()).isEqualTo(Integer.parseInt(found.group(1)));
            assertThat(advertisement.id().value()).isEqualTo(Integer.parseInt(found.group(2)));
            assertThat(advertisement.priority().value()).isEqualTo(Integer.parseInt(found.group(3)));
            assertThat(advertisement.addresses()).hasSize(Integer.parseInt(found.group(4)));
        });
        find(SECONDS, comments)
                .ifPresent(found ->
                        assertThat(advertisement.interval().toSeconds()).isEqualTo(Long.parseLong(found.group(1))));
        find(CENTISECONDS, comments)
                .ifPresent(found ->
                        assertThat(advertisement.interval().toMillis()).isEqualTo(10 * Long.parseLong(found.group(1))));
        List<String> addresses = comments.stream()
                .map(ADDRESS::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
        if (!addresses.isEmpty()) {
            assertThat(advertisement.addresses()).extracting(IpAddress::format).isEqualTo(addresses);
        }
    }

    private static String password(List<String> comments) {
        return find(PASS, comments).map(found -> found.group(1)).orElse(PASSWORD);
    }

    private static Optional<Matcher> find(Pattern pattern, List<String> comments) {
        return comments.stream().map(pattern::matcher).filter(Matcher::find).findFirst();
    }
}
