package io.github.lvs4j.healthcheck.check;

import io.github.lvs4j.healthcheck.CheckResult;

/** Carries the verdict of a probe that came to nothing out of the depth of its I/O. Never leaves this package. */
final class ProbeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient CheckResult result;

    private ProbeException(CheckResult result) {
        super(result.toString(), null, false, false);
        this.result = result;
    }

    static ProbeException failed(String reason) {
        return new ProbeException(CheckResult.failed(reason));
    }

    static ProbeException notPossible(String reason) {
        return new ProbeException(CheckResult.notPossible(reason));
    }

    CheckResult result() {
        return result;
    }
}
