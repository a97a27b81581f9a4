package io.github.lvs4j.style;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/**
 * The one style of generated values: the generated class stays package-private behind the abstract one, a missing
 * attribute is an {@link IllegalArgumentException}, collections are the JDK's unmodifiable ones.
 *
 * <p>Never read at run time.
 */
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Retention(RetentionPolicy.CLASS)
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        overshadowImplementation = true,
        jdk9Collections = true,
        // A mark whose class users do not have would be a warning in their build.
        allowedClasspathAnnotations = {Override.class},
        throwForInvalidImmutableState = IllegalArgumentException.class)
public @interface LvsStyle {}
