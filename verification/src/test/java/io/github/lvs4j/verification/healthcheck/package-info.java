/** Health checks against servers and tools that we did not write: nginx, genhash, curl, md5sum, keepalived. */
package io.github.lvs4j.verification.healthcheck;
