package io.github.lvs4j.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test runs programs that must be installed. When one is absent, the test is skipped with its name as the reason,
 * or fails in CI.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ToolCondition.class)
public @interface RequiresTool {
    /**
     * The programs.
     *
     * @return file names, looked for on the PATH and in {@code /usr/sbin} and {@code /sbin}
     */
    String[] value();
}
