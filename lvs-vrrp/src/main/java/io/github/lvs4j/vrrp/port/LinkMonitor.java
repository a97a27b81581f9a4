package io.github.lvs4j.vrrp.port;

import io.github.lvs4j.net.InterfaceName;
import java.net.InetAddress;

/** Watches interfaces. Any thread may call. */
public interface LinkMonitor extends AutoCloseable {

    /**
     * Reads an interface; may wait for the kernel, so the loop never calls it.
     *
     * @param name which one
     * @return its condition, missing if there is none
     */
    InterfaceCondition inspect(InterfaceName name);

    /**
     * Hears of changes from now on.
     *
     * @param listener is called on a thread of the monitor; must not block
     */
    void start(Listener listener);

    /** Ends the calls; one may still be under way. Closing twice does no harm. */
    @Override
    void close();

    /** What is told of changes. Says that something changed; what it is now is for {@link #inspect} to say. */
    interface Listener {

        /**
         * An interface appeared, changed or vanished, or its addresses changed.
         *
         * @param name which one
         */
        void onInterfaceChanged(InterfaceName name);

        /**
         * An address was removed.
         *
         * @param name from which interface
         * @param address which address
         */
        void onAddressRemoved(InterfaceName name, InetAddress address);

        /**
         * An address was added or changed.
         *
         * @param name to which interface
         * @param address which address
         */
        default void onAddressAdded(InterfaceName name, InetAddress address) {
            // of interest to backups that look for addresses they did not install
        }

        /** A route or policy rule with our mark was removed. Told only where routes and rules are watched. */
        default void onRoutingRemoved() {
            // of interest to masters with virtual routes or rules
        }

        /** News were lost: everything may have changed. */
        void onOverrun();
    }
}
