import { z } from "zod";
import { BACKTEST_OPERATIONS } from "./backtest-operations";
import { DELIVERY_OPERATIONS } from "./delivery-operations";
import { distributionQuerySchema, distributionSchema } from "./distribution";
import { FAILOVER_OPERATIONS } from "./failover-operations";
import { FOREIGN_DOORS } from "./foreign-doors";
import { readinessSchema } from "./health";
import { INGEST_OPERATIONS } from "./ingest-operations";
import { createdKeySchema, keySchema, keysSchema, newKeySchema } from "./keys";
import { checkedLogsSchema, logCheckSchema } from "./log-check";
import { ingestReplySchema, logRecordSchema } from "./log-record";
import type { Operation } from "./operation";
import { PEOPLE_OPERATIONS } from "./people-operations";
import {
  aliasesSchema,
  policyBundleSchema,
  policyPublishSchema,
  policyVersionsSchema,
  publishedAliasesSchema,
  publishedPolicySchema,
  rollbackSchema,
} from "./policy";
import { PROPOSAL_OPERATIONS } from "./proposal-operations";
import { requestsQuerySchema, requestsSchema } from "./requests";
import { routeDecisionSchema, routeQuerySchema } from "./route-decision";
import { seriesQuerySchema, seriesSchema } from "./series";
import { spendQuerySchema, spendSchema } from "./spend";
import { statsModelsSchema, statsQuerySchema } from "./stats";
import { THRESHOLD_OPERATIONS } from "./threshold-operations";
import { uptimeQuerySchema, uptimeSchema } from "./uptime";
import { winnersQuerySchema, winnersSchema } from "./winners";

export type { Operation } from "./operation";

const logs = z.union([z.array(logRecordSchema), z.strictObject({ logs: z.array(logRecordSchema) })]);

/** Every operation of the HTTP interface that exists; a test compares it with the routes on disk. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/api/v1/logs",
    summary: "Store attempts",
    scope: "logs:write",
    body: logs,
    reply: ingestReplySchema,
  },
  {
    method: "post",
    path: "/api/v1/logs/check",
    summary: "Say what a payload would become",
    scope: "logs:write",
    body: logCheckSchema,
    reply: checkedLogsSchema,
  },
  ...FOREIGN_DOORS,
  ...INGEST_OPERATIONS,
  ...PROPOSAL_OPERATIONS,
  ...THRESHOLD_OPERATIONS,
  ...BACKTEST_OPERATIONS,
  ...DELIVERY_OPERATIONS,
  ...FAILOVER_OPERATIONS,
  {
    method: "get",
    path: "/api/v1/stats/models",
    summary: "Compare models",
    scope: "metrics:read",
    query: statsQuerySchema,
    reply: statsModelsSchema,
  },
  {
    method: "get",
    path: "/api/v1/stats/series",
    summary: "A metric over time",
    scope: "metrics:read",
    query: seriesQuerySchema,
    reply: seriesSchema,
  },
  {
    method: "get",
    path: "/api/v1/stats/distribution",
    summary: "The shape of a metric",
    scope: "metrics:read",
    query: distributionQuerySchema,
    reply: distributionSchema,
  },
  {
    method: "get",
    path: "/api/v1/stats/uptime",
    summary: "Uptime by day, with incidents",
    scope: "metrics:read",
    query: uptimeQuerySchema,
    reply: uptimeSchema,
  },
  {
    method: "get",
    path: "/api/v1/stats/winners",
    summary: "Which model wins each concern",
    scope: "metrics:read",
    query: winnersQuerySchema,
    reply: winnersSchema,
  },
  {
    method: "get",
    path: "/api/v1/spend",
    summary: "Spend by group and interval",
    scope: "metrics:read",
    query: spendQuerySchema,
    reply: spendSchema,
  },
  {
    method: "get",
    path: "/api/v1/requests",
    summary: "Single attempts, newest or slowest first",
    scope: "metrics:read",
    query: requestsQuerySchema,
    reply: requestsSchema,
  },
  {
    method: "get",
    path: "/api/v1/policies",
    summary: "The bundle routers run",
    scope: "policies:read",
    reply: policyBundleSchema,
    headers: ["If-None-Match"],
  },
  {
    method: "get",
    path: "/api/v1/policies/{tier}",
    summary: "A tier's policy",
    scope: "policies:read",
    reply: publishedPolicySchema,
  },
  {
    method: "put",
    path: "/api/v1/policies/{tier}",
    summary: "Publish a tier's policy",
    scope: "policies:write",
    body: policyPublishSchema,
    reply: publishedPolicySchema,
    status: 201,
    headers: ["If-Match"],
  },
  {
    method: "get",
    path: "/api/v1/policies/{tier}/versions",
    summary: "A tier's history, newest first",
    scope: "policies:read",
    reply: policyVersionsSchema,
  },
  {
    method: "post",
    path: "/api/v1/policies/{tier}/rollback",
    summary: "Publish an older version again",
    scope: "policies:write",
    body: rollbackSchema,
    reply: publishedPolicySchema,
    status: 201,
    headers: ["If-Match"],
  },
  {
    method: "get",
    path: "/api/v1/policies/stream",
    summary: "Each new bundle as a server-sent event",
    scope: "policies:read",
    headers: ["Last-Event-ID"],
  },
  {
    method: "get",
    path: "/api/v1/route",
    summary: "Where a request should go now",
    scope: "policies:read",
    query: routeQuerySchema,
    reply: routeDecisionSchema,
  },
  {
    method: "get",
    path: "/api/v1/aliases",
    summary: "The alias table",
    scope: "policies:read",
    reply: publishedAliasesSchema,
  },
  {
    method: "put",
    path: "/api/v1/aliases",
    summary: "Replace the alias table",
    scope: "policies:write",
    body: aliasesSchema,
    reply: publishedAliasesSchema,
    status: 201,
    headers: ["If-Match"],
  },
  { method: "get", path: "/api/v1/keys", summary: "Machine keys", scope: "admin", reply: keysSchema },
  {
    method: "post",
    path: "/api/v1/keys",
    summary: "Create a machine key",
    scope: "admin",
    body: newKeySchema,
    reply: createdKeySchema,
    status: 201,
  },
  { method: "delete", path: "/api/v1/keys/{id}", summary: "Revoke a machine key", scope: "admin", reply: keySchema },
  ...PEOPLE_OPERATIONS,
  { method: "get", path: "/api/health/live", summary: "The process runs" },
  { method: "get", path: "/api/health/ready", summary: "The product can serve", reply: readinessSchema },
  { method: "get", path: "/api/openapi.json", summary: "This document", scope: "any" },
];
