package io.github.lvs4j.testkit.ipvs;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.NotFoundException;

/** The kernel's refusals, with the numbers of errno(3) on Linux. */
final class Refusals {

    private Refusals() {}

    static KernelException exists(String operation) {
        return new AlreadyExistsException(operation, 17, "EEXIST", null);
    }

    static KernelException noService(String operation) {
        return new NotFoundException(operation, 3, "ESRCH", "there is no such virtual service");
    }

    static KernelException noEntry(String operation, String what) {
        return new NotFoundException(operation, 2, "ENOENT", what);
    }

    static KernelException noDaemon(String operation) {
        return new NotFoundException(operation, 3, "ESRCH", "none of this role runs");
    }

    static KernelException noInterface(String operation) {
        return new NotFoundException(operation, 19, "ENODEV", "there is no such interface");
    }

    static KernelException unreachable(String operation) {
        return new KernelException(operation, 101, "ENETUNREACH", "the interface takes no multicast of this family");
    }

    static KernelException invalid(String operation, String what) {
        return new InvalidRequestException(operation, 22, "EINVAL", what);
    }
}
