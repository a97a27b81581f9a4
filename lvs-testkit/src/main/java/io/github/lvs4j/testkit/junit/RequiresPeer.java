package io.github.lvs4j.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test runs against programs that {@link io.github.lvs4j.testkit.peers.Peers} must find. When one is absent, the
 * test is skipped with the remedy as the reason, or fails in CI.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PeerCondition.class)
public @interface RequiresPeer {
    /**
     * The programs.
     *
     * @return file names, as {@code keepalived}
     */
    String[] value();
}
