package io.github.lvs4j.director.mail;

/**
 * Who we are to the mail server (SMTP AUTH, RFC 4954). {@code toString} leaves the password out.
 *
 * @param user the account
 * @param password its password
 */
public record MailCredentials(String user, String password) {

    /**
     * Checks that there is a name.
     *
     * @throws IllegalArgumentException if the user is empty
     */
    public MailCredentials {
        if (user.isEmpty()) {
            throw new IllegalArgumentException(
                    "mail credentials without a user; name one or leave the credentials out");
        }
    }

    @Override
    public String toString() {
        return "MailCredentials[user=" + user + "]";
    }
}
