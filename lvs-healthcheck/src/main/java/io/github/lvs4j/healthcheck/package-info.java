/**
 * Checking real servers: the {@link io.github.lvs4j.healthcheck.HealthChecker} that asks, the {@link
 * io.github.lvs4j.healthcheck.HealthPolicy} that says how often and how patiently, and the {@link
 * io.github.lvs4j.healthcheck.HealthMonitor} that runs them and reports what changed.
 */
@NullMarked
package io.github.lvs4j.healthcheck;

import org.jspecify.annotations.NullMarked;
