package io.github.lvs4j.testkit.net;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.net.InterfaceName;

/** The kernel's refusals, with the numbers of errno(3) on Linux and the words of its extended acknowledgements. */
final class NetworkRefusals {

    private NetworkRefusals() {}

    static KernelException exists(String operation) {
        return new AlreadyExistsException(operation, 17, "EEXIST", null);
    }

    static KernelException noLink(String operation, InterfaceName name) {
        return new NotFoundException(operation, 19, "ENODEV", "there is no link " + name);
    }

    static KernelException noAddress(String operation) {
        return new NotFoundException(operation, 99, "EADDRNOTAVAIL", "ipv4/ipv6: Address not found.");
    }

    static KernelException noRoute(String operation) {
        return new NotFoundException(operation, 3, "ESRCH", null);
    }

    static KernelException noRule(String operation) {
        return new NotFoundException(operation, 2, "ENOENT", null);
    }

    static KernelException noNeighbor(String operation) {
        return new NotFoundException(operation, 2, "ENOENT", null);
    }

    static KernelException notSupported(String operation) {
        return new NotSupportedException(operation, 95, "EOPNOTSUPP", null);
    }

    static KernelException invalid(String operation, String words) {
        return new InvalidRequestException(operation, 22, "EINVAL", words);
    }

    static KernelException linkDown(String operation) {
        return new KernelException(operation, 100, "ENETDOWN", "Nexthop device is not up.");
    }

    static KernelException invalidGateway4(String operation) {
        return new KernelException(operation, 101, "ENETUNREACH", "Nexthop has invalid gateway.");
    }

    static KernelException invalidGateway6(String operation) {
        return new KernelException(operation, 113, "EHOSTUNREACH", null);
    }
}
