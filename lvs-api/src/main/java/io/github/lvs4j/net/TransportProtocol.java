package io.github.lvs4j.net;

/** The transport protocols that IPVS balances, with their IP protocol numbers (IANA). */
public enum TransportProtocol {
    /** Transmission Control Protocol, 6. */
    TCP(6),
    /** User Datagram Protocol, 17. */
    UDP(17),
    /** Stream Control Transmission Protocol, 132. */
    SCTP(132);

    private final int number;

    TransportProtocol(int number) {
        this.number = number;
    }

    /**
     * The IP protocol number.
     *
     * @return 6, 17 or 132
     */
    public int number() {
        return number;
    }
}
