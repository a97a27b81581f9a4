/** What the benchmarks found, as a table for people, a chart, and exact values for programs. */
package io.github.lvs4j.bench.report;
