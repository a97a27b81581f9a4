package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.Handover;
import io.github.lvs4j.vrrp.HandoverFailure;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** One line of a simulation's trace: when, on which host, what. Immutable. */
public sealed interface Happening {

    /**
     * When.
     *
     * @return time since the simulation began
     */
    Duration at();

    /**
     * Where.
     *
     * @return the host's name; empty for what happens to the LAN
     */
    String host();

    /**
     * What.
     *
     * @return a few words
     */
    String what();

    /**
     * The whole line.
     *
     * @return time, host and event
     */
    default String describe() {
        return String.format(Locale.ROOT, "%12.6f  %-6s %s", at().toNanos() / 1e9, host(), what());
    }

    /**
     * A duration for people.
     *
     * @param duration any
     * @return as "1.5 s"
     */
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.6f", duration.toNanos() / 1e9)
                        .replaceAll("0+$", "")
                        .replaceAll("\\.$", "") + " s";
    }

    /**
     * An advertisement leaves a host.
     *
     * @param at when
     * @param host the sender
     * @param link on which link
     * @param sight what it says
     */
    record Sent(Duration at, String host, String link, AdvertisementSight sight) implements Happening {
        @Override
        public String what() {
            return "sends on " + link + " " + sight;
        }
    }

    /**
     * An advertisement is in a host's receive queue; its process may read it later, or never.
     *
     * @param at when
     * @param host the receiver
     * @param link on which link
     * @param sight what it says
     */
    record Queued(Duration at, String host, String link, AdvertisementSight sight) implements Happening {
        @Override
        public String what() {
            return "gets on " + link + " " + sight + " from " + IpAddress.format(sight.source());
        }
    }

    /**
     * A virtual router says that something happened.
     *
     * @param at when
     * @param host where it runs
     * @param event what it says
     */
    record Told(Duration at, String host, VrrpEvent event) implements Happening {
        @Override
        public String what() {
            return event.describe();
        }
    }

    /**
     * An address is installed, or gone.
     *
     * @param at when
     * @param host where
     * @param link on which link
     * @param address the address
     * @param present whether it is there now
     */
    record AddressChanged(Duration at, String host, String link, InetAddress address, boolean present)
            implements Happening {
        @Override
        public String what() {
            return (present ? "has " : "has no longer ") + IpAddress.format(address) + " on " + link;
        }
    }

    /**
     * A host says on a link that an address is its own.
     *
     * @param at when
     * @param host who
     * @param link where
     * @param address which
     */
    record Announced(Duration at, String host, String link, InetAddress address) implements Happening {
        @Override
        public String what() {
            return "announces " + IpAddress.format(address) + " on " + link;
        }
    }

    /**
     * A program asks its virtual routers for something, by {@link SimulatedHost#control}.
     *
     * @param at when
     * @param host where
     * @param control the sync group, or the virtual router without group
     * @param number of the request, its own in this simulation
     * @param request what it asks for
     * @param deadline how long it may take
     */
    record Requested(Duration at, String host, String control, long number, VrrpRequest request, Duration deadline)
            implements Happening {
        @Override
        public String what() {
            return "request " + number + ": " + request.phrase() + " of " + control + " within " + seconds(deadline);
        }
    }

    /**
     * The future of a request has ended.
     *
     * @param at when
     * @param host where
     * @param control the sync group, or the virtual router without group
     * @param number of the request
     * @param handover what was reached; empty if it has failed
     * @param failure why it has failed; empty if it has not
     */
    record Answered(
            Duration at,
            String host,
            String control,
            long number,
            Optional<Handover> handover,
            Optional<HandoverFailure> failure)
            implements Happening {
        @Override
        public String what() {
            return "request " + number + " of " + control + ": "
                    + handover.map(done -> "done, " + done.peers())
                            .or(() -> failure.map(HandoverFailure::phrase))
                            .orElse("failed");
        }
    }

    /**
     * Something befalls a process.
     *
     * @param at when
     * @param host its host
     * @param change what it is
     */
    record ProcessChanged(Duration at, String host, ProcessChange change) implements Happening {
        @Override
        public String what() {
            return change.phrase();
        }
    }

    /**
     * Anything else: a fault, a cable, a word of a participant's own.
     *
     * @param at when
     * @param host where, or empty
     * @param what in words
     */
    record Noted(Duration at, String host, String what) implements Happening {}
}
