import { backtestReplySchema, backtestSchema } from "./backtest";
import type { Operation } from "./operation";

/** What helps to decide on a policy before it is published. */
export const BACKTEST_OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/api/v1/policies/{tier}/backtest",
    summary: "What a draft would have done on recorded traffic; as application/x-ndjson with progress",
    scope: "policies:read",
    body: backtestSchema,
    reply: backtestReplySchema,
  },
];
