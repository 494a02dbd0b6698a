import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { processWide } from "@/lib/process-wide";
import { getRuntime } from "./runtime";

type Metrics = {
  registry: Registry<typeof Registry.OPENMETRICS_CONTENT_TYPE>;
  requestSeconds: Histogram<"method" | "route" | "status">;
};

const shared = processWide<Metrics>("metrics");

/** The process's one metrics registry; services add their own metrics to it. */
export function getMetrics(): Metrics {
  return shared.getOrMake(createMetrics);
}

function createMetrics(): Metrics {
  const registry = new Registry<typeof Registry.OPENMETRICS_CONTENT_TYPE>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "switchyard_ready",
    help: "1 when requests can be served",
    registers: [registry],
    collect() {
      const { phase, workerStatus } = getRuntime();
      this.set(phase === "ready" && !workerStatus().isOutdated ? 1 : 0);
    },
  });
  new Gauge({
    name: "switchyard_retention_held",
    help: "1 while nothing is deleted by age, because a clock or a setting looks wrong",
    registers: [registry],
    collect() {
      this.set(getRuntime().workerStatus().retentionHold === null ? 0 : 1);
    },
  });
  new Gauge({
    name: "switchyard_archive_held",
    help: "1 while attempts stay in the database because a day of them could not be archived",
    registers: [registry],
    collect() {
      this.set(getRuntime().workerStatus().archiveHold === null ? 0 : 1);
    },
  });
  const requestSeconds = new Histogram({
    name: "switchyard_http_request_seconds",
    help: "Time from a request's first byte to its answer's last",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return { registry, requestSeconds };
}
