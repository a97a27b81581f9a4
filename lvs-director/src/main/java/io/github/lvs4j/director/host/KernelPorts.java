package io.github.lvs4j.director.host;

import io.github.lvs4j.director.DirectorPorts;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.NameClaim;
import io.github.lvs4j.vrrp.linux.LinuxVrrp;

/** The kernel behind a director's ports. Any thread may close. */
public final class KernelPorts implements AutoCloseable {

    private final Ipvs ipvs;

    private KernelPorts(Ipvs ipvs) {
        this.ipvs = ipvs;
    }

    /**
     * Opens the kernel's IPVS in the calling thread's network namespace.
     *
     * @return the open ports
     */
    public static KernelPorts open() {
        return new KernelPorts(NetlinkIpvs.open());
    }

    /**
     * The ports.
     *
     * @return valid until this is closed
     */
    public DirectorPorts ports() {
        return DirectorPorts.builder()
                .ipvs(ipvs)
                .vrrp(LinuxVrrp::start)
                .claims(name -> {
                    NameClaim claim = LinuxSockets.claim(name);
                    return claim::close;
                })
                .build();
    }

    @Override
    public void close() {
        ipvs.close();
    }
}
