package io.github.lvs4j.healthcheck.check;

import io.github.lvs4j.net.Endpoint;
import io.github.lvs4j.net.IpAddress;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * How a checker speaks TLS, and whether it believes the certificate. Immutable; any thread.
 *
 * <p>Policies are equal if they were made alike; two that verify must also use the same context object.
 */
public final class TlsPolicy {

    private final SSLContext context;
    private final boolean verifying;
    private final Optional<String> serverName;

    private TlsPolicy(SSLContext context, boolean verifying, Optional<String> serverName) {
        this.context = context;
        this.verifying = verifying;
        this.serverName = serverName;
    }

    /**
     * TLS with any certificate, as keepalived's SSL_GET: it shows that the server speaks TLS, not that it is the right one.
     * No server name is indicated unless {@link #withServerName} asks for it.
     *
     * @return the policy
     */
    public static TlsPolicy withoutVerification() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAny()}, null);
            return new TlsPolicy(context, false, Optional.empty());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS, which every Java platform must have", e);
        }
    }

    /**
     * TLS with a certificate that the context trusts and that bears the server's name, or its address if no name is given.
     *
     * @param context trust and, if the server asks for one, our own certificate
     * @return the policy
     */
    public static TlsPolicy verifying(SSLContext context) {
        return new TlsPolicy(context, true, Optional.empty());
    }

    /**
     * The same with a server name: it is indicated to the server (SNI, RFC 6066 section 3) and, when verifying, must be in
     * the certificate.
     *
     * @param serverName a host name
     * @return a changed copy
     * @throws IllegalArgumentException if this is no host name
     */
    public TlsPolicy withServerName(String serverName) {
        return new TlsPolicy(context, verifying, Optional.of(new SNIHostName(serverName).getAsciiName()));
    }

    Socket secure(Connection connection, Endpoint endpoint) throws IOException {
        String peer = serverName.orElseGet(() -> IpAddress.format(endpoint.address()));
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(connection.socket(), peer, endpoint.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(serverName
                .map(name -> List.<SNIServerName>of(new SNIHostName(name)))
                .orElseGet(List::of));
        if (verifying) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(connection.stepMillis());
        socket.startHandshake();
        return socket;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsPolicy that
                && verifying == that.verifying
                && serverName.equals(that.serverName)
                && (!verifying || context.equals(that.context));
    }

    @Override
    public int hashCode() {
        return 31 * serverName.hashCode() + Boolean.hashCode(verifying);
    }

    @Override
    public String toString() {
        return (verifying ? "TLS, verified" : "TLS, not verified")
                + serverName.map(name -> " as " + name).orElse("");
    }

    /** The extended form, because the JDK wraps a plain trust manager in checks of its own. */
    private static final class TrustAny extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
