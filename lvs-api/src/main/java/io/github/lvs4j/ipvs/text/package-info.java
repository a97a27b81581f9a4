/** IPVS tables as people read them in {@code ipvsadm}. */
@NullMarked
package io.github.lvs4j.ipvs.text;

import org.jspecify.annotations.NullMarked;
