package io.github.lvs4j.vrrp.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which sentences of RFC 9568 a test holds the code to, by their ids in {@code conformance/rfc9568.txt}. A positive test shows
 * that what the sentence demands is done, a negative one that it is done only then, or that what it forbids is refused.
 * {@link ConformanceTableTest} makes the table in {@code docs/conformance.md} of it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Covers.All.class)
public @interface Covers {

    /** Ids as "6.4.2-prio0". */
    String[] value();

    /** Which of the two it is. */
    Side side() default Side.POSITIVE;

    /** The two tests that each sentence needs. */
    enum Side {
        POSITIVE,
        NEGATIVE
    }

    /** Several annotations of one test. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface All {
        Covers[] value();
    }
}
