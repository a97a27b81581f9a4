package io.github.lvs4j.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.route.IpTunnel;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.MacvlanMode;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NewLink;
import org.junit.jupiter.api.Test;

/** The part of {@link NetworkStackContract} about making and changing links. */
abstract class LinkContract extends NetworkStackBed {

    private static final InterfaceName A = InterfaceName.of("l4ja");
    private static final InterfaceName B = InterfaceName.of("l4jb");
    private static final InterfaceName NONE = InterfaceName.of("nosuch");
    private static final MacAddress VIRTUAL = MacAddress.parse("00:00:5e:00:01:33");

    @Test
    void shouldMakeAndRemoveACable() throws Exception {
        stack.addLink(NewLink.veth(A, B)
                .withMac(MacAddress.parse("02:00:00:00:07:01"))
                .withMtu(1400));
        Link a = link(A);
        Link b = link(B);
        assertThat(a.kind()).contains("veth");
        assertThat(a.mac()).hasToString("02:00:00:00:07:01");
        assertThat(a.mtu()).isEqualTo(1400);
        assertThat(a.up()).isFalse();
        assertThat(a.isUsable()).isFalse();
        assertThat(a.parentIndex()).hasValue(b.index());
        assertThat(b.parentIndex()).hasValue(a.index());
        assertThat(a.isParentElsewhere()).isFalse();
        assertThat(stack.link(a.index())).contains(a);
        assertThat(stack.links()).contains(a, b);
        stack.setLinkUp(A, true);
        await("there is no signal while the other end is down", () -> !link(A).isUsable());
        stack.setLinkUp(B, true);
        await("the cable carries", () -> link(A).isUsable() && link(B).isUsable());
        assertThat(link(A).operationalState()).isEqualTo(Link.OperationalState.UP);
        assertThat(link(A).lowerUp()).isTrue();
        stack.setLinkUp(B, false);
        await("the end is noticed", () -> !link(A).carrier());
        assertThat(link(A).up()).isTrue();
        stack.removeLink(B);
        assertThat(stack.link(A)).isEmpty();
        assertThat(stack.link(a.index())).isEmpty();
    }

    @Test
    void shouldLayACableToAnotherNamespace() throws Exception {
        try (NetworkStack other = openElsewhere()) {
            stack.addLink(NewLink.veth(A, ETH0).withUp(), other);
            assertThat(other.link(ETH0).orElseThrow().kind()).contains("veth");
            assertThat(link(A).isParentElsewhere()).isTrue();
            other.setLinkUp(ETH0, true);
            await("the cable carries", () -> link(A).isUsable());
            assertRefused(
                    AlreadyExistsException.class, "EEXIST", "l4jb", () -> stack.addLink(NewLink.veth(B, ETH0), other));
            assertThat(stack.link(B)).as("nothing is left of it").isEmpty();
            stack.removeLink(A);
            await("the peer goes too", () -> other.link(ETH0).isEmpty());
            assertThatIllegalArgumentException().isThrownBy(() -> stack.addLink(NewLink.bridge(A), other));
        }
    }

    @Test
    void shouldMoveALink() throws Exception {
        try (NetworkStack other = openElsewhere()) {
            stack.addLink(NewLink.veth(A, B).withUp());
            stack.addAddress(address(A, "192.0.2.1/24"));
            stack.moveLink(A, other);
            assertThat(stack.link(A)).isEmpty();
            Link moved = other.link(A).orElseThrow();
            assertThat(moved.up()).isFalse();
            assertThat(other.addresses())
                    .noneMatch(address -> address.interfaceName().equals(A));
            assertThat(link(B).isParentElsewhere()).isTrue();
            stack.renameLink(B, A);
            assertRefused(AlreadyExistsException.class, "EEXIST", "l4ja", () -> stack.moveLink(A, other));
            other.moveLink(A, other);
            assertThat(other.link(A)).isPresent();
            other.removeLink(A);
            await("the peer goes too", () -> stack.link(A).isEmpty());
        }
    }

    @Test
    void shouldGiveAVirtualRouterItsMac() throws Exception {
        NewLink wanted = NewLink.macvlan(InterfaceName.of("vrrp.51"), ETH0, MacvlanMode.PRIVATE)
                .withMac(VIRTUAL)
                .withUp();
        stack.addLink(wanted);
        await("the virtual MAC is usable", () -> link(wanted.name()).isUsable());
        Link made = link(wanted.name());
        assertThat(made.kind()).contains("macvlan");
        assertThat(made.mac()).isEqualTo(VIRTUAL);
        assertThat(made.macvlanMode()).contains(MacvlanMode.PRIVATE);
        assertThat(made.parentIndex()).hasValue(link(ETH0).index());
        assertThat(made.isParentElsewhere()).isFalse();
        stack.addLink(NewLink.macvlan(A, ETH1, MacvlanMode.BRIDGE));
        assertThat(link(A).macvlanMode()).contains(MacvlanMode.BRIDGE);
        stack.removeLink(A);
        assertThat(stack.link(A)).isEmpty();
        assertThat(stack.link(ETH1)).isPresent();
    }

    @Test
    void shouldPutLinksIntoABridge() {
        stack.addLink(NewLink.bridge(B).withUp());
        assertThat(link(B).kind()).contains("bridge");
        stack.setLinkMaster(ETH1, B);
        assertThat(link(ETH1).masterIndex()).hasValue(link(B).index());
        stack.releaseLink(ETH1);
        stack.releaseLink(ETH1);
        assertThat(link(ETH1).masterIndex()).isEmpty();
        stack.addLink(NewLink.veth(A, InterfaceName.of("l4jc")).withMaster(B));
        assertThat(link(A).masterIndex()).hasValue(link(B).index());
        stack.removeLink(B);
        assertThat(link(A).masterIndex()).isEmpty();
    }

    @Test
    void shouldMakeADummy() {
        if (!supports("dummy")) {
            assertRefused(NotSupportedException.class, "EOPNOTSUPP", "l4ja", () -> stack.addLink(NewLink.dummy(A)));
            return;
        }
        stack.addLink(NewLink.dummy(A).withUp());
        assertThat(link(A).kind()).contains("dummy");
        assertThat(link(A).isUsable()).isTrue();
        assertThat(link(A).operationalState()).isEqualTo(Link.OperationalState.UNKNOWN);
        stack.removeLink(A);
        assertThat(stack.link(A)).isEmpty();
    }

    @Test
    void shouldMakeATunnel() {
        IpTunnel ends = IpTunnel.between(IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2"), 64);
        NewLink wanted = NewLink.ipip(A, ends);
        if (!supports("ipip")) {
            assertRefused(NotSupportedException.class, "EOPNOTSUPP", "l4ja", () -> stack.addLink(wanted));
            return;
        }
        stack.addLink(wanted);
        assertThat(link(A).kind()).contains("ipip");
        assertThat(link(A).tunnel()).contains(ends);
        assertThat(link(A).mac()).isEqualTo(MacAddress.ZERO);
        stack.removeLink(A);
        assertThat(stack.link(A)).isEmpty();
    }

    @Test
    void shouldChangeLinks() {
        stack.addLink(NewLink.veth(A, B));
        stack.setLinkMtu(A, 9000);
        stack.setLinkMac(A, VIRTUAL);
        assertThat(link(A).mtu()).isEqualTo(9000);
        assertThat(link(A).mac()).isEqualTo(VIRTUAL);
        stack.addAddress(address(A, "192.0.2.1/24"));
        int index = link(A).index();
        InterfaceName renamed = InterfaceName.of("wan0");
        stack.renameLink(A, renamed);
        assertThat(stack.link(A)).isEmpty();
        assertThat(link(renamed).index()).isEqualTo(index);
        assertThat(prefixesOn(renamed)).containsExactly("192.0.2.1/24");
    }

    @Test
    void shouldRefuseLinksThatCannotBe() {
        assertRefused(AlreadyExistsException.class, "EEXIST", "eth0", () -> stack.addLink(NewLink.veth(ETH0, A)));
        assertRefused(AlreadyExistsException.class, "EEXIST", "l4ja", () -> stack.addLink(NewLink.veth(A, ETH0)));
        NewLink orphan = NewLink.macvlan(A, NONE, MacvlanMode.PRIVATE);
        assertRefused(NotFoundException.class, "ENODEV", "nosuch", () -> stack.addLink(orphan));
        assertRefused(
                NotFoundException.class,
                "ENODEV",
                "nosuch",
                () -> stack.addLink(NewLink.veth(A, B).withMaster(NONE)));
        assertThat(stack.link(A)).isEmpty();
        assertRefused(NotFoundException.class, "ENODEV", "nosuch", () -> stack.removeLink(NONE));
        assertRefused(NotFoundException.class, "ENODEV", "nosuch", () -> stack.renameLink(NONE, A));
        assertRefused(NotFoundException.class, "ENODEV", "nosuch", () -> stack.setLinkMtu(NONE, 1500));
        assertRefused(NotFoundException.class, "ENODEV", "nosuch", () -> stack.setLinkMaster(ETH0, NONE));
        assertRefused(NotSupportedException.class, "EOPNOTSUPP", "eth1", () -> stack.setLinkMaster(ETH0, ETH1));
        assertRefused(NotSupportedException.class, "EOPNOTSUPP", "lo", () -> stack.removeLink(InterfaceName.of("lo")));
        assertRefused(
                InvalidRequestException.class, "EINVAL", "mtu less than device", () -> stack.setLinkMtu(ETH0, 10));
        stack.setLinkUp(ETH0, false);
        assertRefused(AlreadyExistsException.class, "EEXIST", "eth1", () -> stack.renameLink(ETH0, ETH1));
    }
}
