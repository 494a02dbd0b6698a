import type { Operation } from "./operation";
import { tierTrafficQuerySchema, tierTrafficSchema } from "./tier-traffic";

/** What thresholds are set by. */
export const THRESHOLD_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/api/v1/policies/{tier}/traffic",
    summary: "A tier's healthy traffic of the last 7 days, which thresholds are set by",
    scope: "policies:read",
    query: tierTrafficQuerySchema,
    reply: tierTrafficSchema,
  },
];
