import { ingestService } from "./ingest-service";
import type { Service } from "./runtime";
import { workerService } from "./worker";

/** Everything that runs beside the requests, in the order it starts. */
export const services: readonly Service[] = [ingestService, workerService];
