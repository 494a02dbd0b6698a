import { backtestService } from "./backtest/backtest-service";
import { detectorService } from "./detectors/detector-service";
import { exportService } from "./exports/export-service";
import { ingestService } from "./ingest/ingest-service";
import { readService } from "./reads/read-service";
import { repriceService } from "./reprice/reprice-service";
import { routerService } from "./router/router-service";
import type { Service } from "./runtime";
import { upstreamService } from "./upstreams/upstream-source";
import { workerService } from "./worker/worker-service";

/** Everything that runs beside the requests, in the order it starts; what was accepted is committed before the rest stops. */
export const services: readonly Service[] = [
  workerService,
  detectorService,
  ingestService,
  upstreamService,
  backtestService,
  repriceService,
  readService,
  exportService,
  routerService,
];
