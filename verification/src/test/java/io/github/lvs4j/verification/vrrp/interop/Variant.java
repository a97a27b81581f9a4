package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.ChecksumPolicy;
import io.github.lvs4j.vrrp.LeasePolicy;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualMac;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.machine.VrrpTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A way to speak VRRP, as both sides are told to. Version 2 runs at 1 s, version 3 at 0.5 s. */
enum Variant {
    V2,
    V2_PASS(Trait.PASS),
    V2_AH(Trait.AH),
    V2_UNICAST(Trait.PASS, Trait.UNICAST),
    V2_VIRTUAL_MAC(Trait.PASS, Trait.VIRTUAL_MAC),
    V2_GROUP(Trait.PASS, Trait.GROUP),
    V3(Trait.VERSION_3),
    V3_IPV6(Trait.VERSION_3, Trait.IPV6),
    V3_UNICAST(Trait.VERSION_3, Trait.UNICAST),
    V3_UNICAST_IPV6(Trait.VERSION_3, Trait.IPV6, Trait.UNICAST),
    V3_GROUP(Trait.VERSION_3, Trait.GROUP),
    /** The peer advertises each 0.2 s; each side learns the other's interval, and we the other's checksum. */
    V3_LEARNED(Trait.VERSION_3, Trait.LEARNED),
    /** For timings only. */
    V3_TENTH(Trait.VERSION_3, Trait.TENTH),
    /** For timings only. */
    V3_HUNDREDTH(Trait.VERSION_3, Trait.HUNDREDTH),
    /** At sub-second intervals a lease is an option; for timings only. */
    V3_LEASED(Trait.VERSION_3, Trait.LEASED),
    /** For timings only. */
    V3_TENTH_LEASED(Trait.VERSION_3, Trait.TENTH, Trait.LEASED);

    /** What sets a variant apart. */
    enum Trait {
        VERSION_3,
        IPV6,
        PASS,
        AH,
        UNICAST,
        GROUP,
        VIRTUAL_MAC,
        LEARNED,
        TENTH,
        HUNDREDTH,
        LEASED
    }

    static final int ID = 100;
    private static final String PASSWORD = "1c7f545a";

    private final Set<Trait> traits;

    Variant(Trait... traits) {
        this.traits = traits.length == 0 ? EnumSet.noneOf(Trait.class) : EnumSet.of(traits[0], traits);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    VrrpVersion version() {
        return has(Trait.VERSION_3) ? VrrpVersion.V3 : VrrpVersion.V2;
    }

    Duration ourInterval() {
        if (has(Trait.TENTH) || has(Trait.HUNDREDTH)) {
            return Duration.ofMillis(has(Trait.TENTH) ? 100 : 10);
        }
        return Duration.ofMillis(has(Trait.VERSION_3) ? 500 : 1000);
    }

    Duration peerInterval() {
        return has(Trait.LEARNED) ? Duration.ofMillis(200) : ourInterval();
    }

    /** How long a backup of this priority waits for a master with this interval. */
    Duration down(int priority, Duration interval) {
        return VrrpTimers.masterDownInterval(version(), Priority.of(priority), interval, 3);
    }

    Duration skew(int priority, Duration interval) {
        return down(priority, interval).minus(interval.multipliedBy(3));
    }

    int links() {
        return has(Trait.GROUP) ? 2 : 1;
    }

    /** The address of host 1 or 2 on a link. */
    String host(int link, int host) {
        return has(Trait.IPV6) ? "2001:db8:" + (link + 1) + "::1" + host : "10.9." + link + ".1" + host;
    }

    List<String> virtualAddresses(int link) {
        return has(Trait.IPV6)
                ? List.of("fe80::100", "2001:db8:" + (link + 1) + "::88")
                : List.of("10.8." + link + ".88");
    }

    /** Where the addresses of a link are to be found on a master of ours or keepalived's. */
    String place(int link) {
        return has(Trait.VIRTUAL_MAC) ? "vrrp." + ID : "eth" + link;
    }

    /** Our configuration on host 1 or 2. */
    VrrpConfig config(int host, int priority) {
        List<VirtualRouter> routers = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int link = 0; link < links(); link++) {
            names.add("link" + link);
            routers.add(router(link, host, priority));
        }
        return new VrrpConfig(routers, links() > 1 ? List.of(new SyncGroup("both", names)) : List.of());
    }

    private VirtualRouter router(int link, int host, int priority) {
        VirtualRouter.Builder router = VirtualRouter.on("eth" + link, ID);
        router.name("link" + link).version(version()).priority(Priority.of(priority));
        router.advertisementInterval(ourInterval());
        router.addresses(virtualAddresses(link).toArray(String[]::new));
        if (has(Trait.PASS)) {
            router.authentication(Authentication.simpleText(PASSWORD));
        }
        if (has(Trait.AH)) {
            router.authentication(Authentication.authenticationHeader(PASSWORD));
        }
        if (has(Trait.UNICAST)) {
            router.sourceAddress(IpAddress.parse(host(link, host)));
            router.addUnicastPeers(IpAddress.parse(host(link, 3 - host)));
        }
        if (has(Trait.VIRTUAL_MAC)) {
            router.virtualMac(VirtualMac.DEFAULT);
        }
        if (has(Trait.LEASED)) {
            router.lease(LeasePolicy.ON);
        }
        if (has(Trait.LEARNED)) {
            router.checksum(ChecksumPolicy.AUTOMATIC);
        }
        return router.build();
    }

    /** The same for keepalived. */
    String keepalivedConf(int host, int priority) {
        StringBuilder text = new StringBuilder();
        if (links() > 1) {
            text.append("vrrp_sync_group both {\n group {\n link0\n link1\n }\n}\n");
        }
        for (int link = 0; link < links(); link++) {
            text.append(instance(link, host, priority));
        }
        return text.toString();
    }

    private String instance(int link, int host, int priority) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "vrrp_instance link%d {%n state BACKUP%n interface eth%d%n virtual_router_id %d%n version %d%n"
                        + " priority %d%n advert_int %s%n",
                link,
                link,
                ID,
                version() == VrrpVersion.V3 ? 3 : 2,
                priority,
                version() == VrrpVersion.V3
                        ? peerInterval().toMillis() / 1000.0
                        : peerInterval().toSeconds()));
        if (has(Trait.PASS) || has(Trait.AH)) {
            text.append(" authentication {\n auth_type " + (has(Trait.AH) ? "AH" : "PASS") + "\n auth_pass " + PASSWORD
                    + "\n }\n");
        }
        if (has(Trait.UNICAST)) {
            text.append(
                    " unicast_src_ip " + host(link, host) + "\n unicast_peer {\n " + host(link, 3 - host) + "\n }\n");
        }
        if (has(Trait.VIRTUAL_MAC)) {
            text.append(" use_vmac\n");
        }
        text.append(" virtual_ipaddress {\n " + String.join("\n ", virtualAddresses(link)) + "\n }\n}\n");
        return text.toString();
    }

    /** The same for FRR's vrrpd. */
    String vrrpdConf(int priority) {
        StringBuilder text = new StringBuilder("log stdout\ninterface eth0\n");
        String router = " vrrp " + ID + " ";
        text.append(router + "version " + (version() == VrrpVersion.V3 ? 3 : 2) + "\n");
        text.append(router + "priority " + priority + "\n");
        text.append(router + "advertisement-interval " + peerInterval().toMillis() + "\n");
        virtualAddresses(0)
                .forEach(address -> text.append(router + (has(Trait.IPV6) ? "ipv6 " : "ip ") + address + "\n"));
        return text.toString();
    }
}
