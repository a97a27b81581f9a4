package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NewLink;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Network namespaces on the machine's own kernel: a thread is never left in one. */
@Tag("netns")
@RequiresRoot
@RequiresTool("ip")
class NetworkNamespaceTest {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** The inode of the calling thread's namespace, as "net:[4026531840]". */
    private static String here() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
    }

    private static String freshName() {
        return "l4j-ns" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
    }

    private static int descriptors() {
        return new File("/proc/self/fd").list().length;
    }

    @Test
    void shouldBringTheThreadBack() throws Exception {
        String home = here();
        try (NetworkNamespace namespace = NetworkNamespace.create()) {
            String inside = namespace.run(NetworkNamespaceTest::here);
            assertThat(inside).isNotEqualTo(home);
            assertThat(here()).isEqualTo(home);
            assertThatThrownBy(() -> namespace.run(() -> {
                        throw new IOException("in the task");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("in the task");
            assertThat(here()).isEqualTo(home);
            assertThatThrownBy(() -> namespace.open(() -> {
                        throw new AssertionError("in the opener");
                    }))
                    .isInstanceOf(AssertionError.class);
            assertThat(here()).isEqualTo(home);
            assertThat(namespace.isCurrent()).isFalse();
            assertThat(namespace.<Boolean>run(namespace::isCurrent)).isTrue();
        }
    }

    @Test
    void shouldNest() throws Exception {
        String home = here();
        try (NetworkNamespace outer = NetworkNamespace.create();
                NetworkNamespace inner = NetworkNamespace.create()) {
            List<String> places = new ArrayList<>();
            outer.run(() -> {
                places.add(here());
                inner.run(() -> places.add(here()));
                places.add(here());
                outer.run(() -> places.add(here()));
                return places.add(here());
            });
            assertThat(places.get(1)).isNotIn(home, places.get(0));
            assertThat(List.of(places.get(2), places.get(3), places.get(4))).containsOnly(places.get(0));
            assertThat(here()).isEqualTo(home);
        }
    }

    @Test
    void shouldComeBackFromANamespaceThatIsClosedMeanwhile() throws Exception {
        String home = here();
        NetworkNamespace namespace = NetworkNamespace.create();
        String inside = namespace.run(() -> {
            namespace.close();
            return here();
        });
        assertThat(inside).isNotEqualTo(home);
        assertThat(here()).isEqualTo(home);
        assertThatIllegalStateException().isThrownBy(() -> namespace.run(NetworkNamespaceTest::here));
        assertThat(here()).isEqualTo(home);
        namespace.close();
    }

    @Test
    void shouldLeaveOtherThreadsWhereTheyAre() throws Exception {
        String home = here();
        List<String> elsewhere = new ArrayList<>();
        try (NetworkNamespace namespace = NetworkNamespace.create()) {
            Thread running = new Thread(() -> {
                try {
                    namespace.run(() -> elsewhere.add(here()));
                    elsewhere.add(here());
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            running.start();
            running.join();
        }
        assertThat(elsewhere.get(0)).isNotEqualTo(home);
        assertThat(elsewhere.get(1)).isEqualTo(home);
        assertThat(here()).isEqualTo(home);
    }

    @Test
    void shouldGiveANameAsIproute2Does() throws Exception {
        String name = freshName();
        String home = here();
        NetworkNamespace made = NetworkNamespace.create(name);
        try {
            assertThat(here()).isEqualTo(home);
            assertThat(TwoHosts.ip("netns", "list")).contains(name);
            String inside = made.run(NetworkNamespaceTest::here);
            made.close();
            assertThat(TwoHosts.ip("netns", "exec", name, "readlink", "/proc/self/ns/net")
                            .strip())
                    .isEqualTo(inside);
            try (NetworkNamespace again = NetworkNamespace.named(name);
                    NetworkStack stack = again.open(NetlinkNetworkStack::open)) {
                assertThat(again.<String>run(NetworkNamespaceTest::here)).isEqualTo(inside);
                assertThat(stack.links()).extracting(Link::name).containsExactly(InterfaceName.of("lo"));
                stack.addLink(NewLink.bridge(InterfaceName.of("br0")));
                assertThat(TwoHosts.ip("-n", name, "link", "show", "br0")).contains("br0");
            }
            assertThatThrownBy(() -> NetworkNamespace.create(name))
                    .isInstanceOf(AlreadyExistsException.class)
                    .hasMessageContaining(name);
        } finally {
            NetworkNamespace.remove(name);
        }
        assertThat(TwoHosts.ip("netns", "list")).doesNotContain(name);
        assertThatThrownBy(() -> NetworkNamespace.remove(name)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> NetworkNamespace.named(name)).isInstanceOf(NotFoundException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> NetworkNamespace.create("../x"));
    }

    @Test
    void shouldRemoveWhatIproute2Made() {
        String name = freshName();
        TwoHosts.ip("netns", "add", name);
        NetworkNamespace.remove(name);
        assertThat(TwoHosts.ip("netns", "list")).doesNotContain(name);
    }

    @Test
    void shouldLoseNoDescriptor() throws Exception {
        Runnable round = () -> {
            try (NetworkNamespace namespace = NetworkNamespace.create();
                    NetworkStack stack = namespace.open(NetlinkNetworkStack::open)) {
                assertThat(stack.links()).hasSize(1);
                assertThatThrownBy(() -> namespace.run(() -> {
                            throw new IOException("in the task");
                        }))
                        .isInstanceOf(IOException.class);
            }
        };
        round.run();
        int before = descriptors();
        for (int i = 0; i < 100; i++) {
            round.run();
        }
        assertThat(descriptors()).isEqualTo(before);
    }
}
