package io.github.lvs4j.verification.contract;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.testkit.net.InMemoryNetworkStack;
import io.github.lvs4j.testkit.net.NetworkStackContract;
import io.github.lvs4j.testkit.time.ManualTimerService;
import java.time.Duration;
import java.util.List;

/** The double keeps the contract. */
class InMemoryNetworkStackContractTest extends NetworkStackContract {

    private final ManualTimerService time = new ManualTimerService();

    @Override
    protected NetworkStack open() {
        InMemoryNetworkStack opened = new InMemoryNetworkStack(time);
        for (String name : List.of("eth0", "eth1")) {
            opened.addLink(InterfaceName.of(name));
            opened.setLinkUp(InterfaceName.of(name), true);
        }
        return opened;
    }

    @Override
    protected NetworkStack openElsewhere() {
        return new InMemoryNetworkStack(time);
    }

    @Override
    protected void pass(Duration duration) {
        time.advance(duration);
    }
}
