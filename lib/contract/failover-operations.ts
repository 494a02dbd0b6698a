import { breakersQuerySchema, breakersSchema } from "./breakers";
import { failoverDetailSchema, ruleHintsSchema } from "./failover-detail";
import { failoversQuerySchema, failoversSchema } from "./failovers";
import type { Operation } from "./operation";

/** How the breakers stand, and how they moved. */
export const FAILOVER_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/api/v1/breakers",
    summary: "How every model's breaker stands now",
    scope: "policies:read",
    query: breakersQuerySchema,
    reply: breakersSchema,
  },
  {
    method: "get",
    path: "/api/v1/failovers",
    summary: "Every transition of a model's health, newest first",
    scope: "policies:read",
    query: failoversQuerySchema,
    reply: failoversSchema,
  },
  {
    method: "get",
    path: "/api/v1/failovers/{id}",
    summary: "A transition, the attempts that caused it, and whether it helped",
    scope: "policies:read",
    reply: failoverDetailSchema,
  },
  {
    method: "get",
    path: "/api/v1/failovers/hints",
    summary: "Rules that never fired, cannot fire, or flap",
    scope: "policies:read",
    reply: ruleHintsSchema,
  },
];
