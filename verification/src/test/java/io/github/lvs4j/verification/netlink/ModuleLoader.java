package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.netlink.ipvs.IpvsModule;

/** A process that loads the module and says so, or says why not. */
final class ModuleLoader {

    private ModuleLoader() {}

    public static void main(String[] arguments) {
        try {
            IpvsModule.load();
            System.out.println("loaded");
        } catch (NotSupportedException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }
}
