/** The seed's deployment as a whole: real traffic through two directors, and what readers of the README are told. */
package io.github.lvs4j.verification.seed;
