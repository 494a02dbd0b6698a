import type { LogRecordInput } from "@/lib/contract/log-record";
import { lanesOf, type Plan } from "./plan";
import type { Result } from "./result";

/** What tells a harness's records from production's: the environment of all of them. */
const HARNESS_ENVIRONMENT = "harness";

/**
 * A result as a log record, of the environment `harness` and tagged with its run. Its id is of the run and the request, so that it is
 * stored once however often it is sent. Times count from when the call was sent, as those of any attempt do.
 */
export function toLogRecord(
  plan: Pick<Plan, "id" | "models" | "regions" | "providers">,
  result: Result,
): LogRecordInput {
  const { model, region, input_tokens, output_tokens } = result;
  const lane = lanesOf(plan).findIndex((each) => each.model === model && each.region === region);
  const id = `harness:${plan.id}:${lane}:${result.index}`;
  const hasUsage = input_tokens !== null || output_tokens !== null;
  return {
    ...{ id, request_id: id, attempt: 1, final: true, operation: "chat", environment: HARNESS_ENVIRONMENT },
    tags: [`harness-run:${plan.id}`],
    ...{ started_at: result.started_at, model, region, provider: plan.providers[model] ?? null },
    ...{ duration_ms: result.duration_ms, ttft_ms: result.ttft_ms, streamed: result.ttft_ms === null ? null : true },
    ...{ outcome: result.outcome, http_status: result.http_status, error_code: result.error_code },
    ...{ input_tokens, output_tokens, usage_source: hasUsage ? "reported" : "missing" },
    cached_input_tokens: hasUsage ? result.cached_input_tokens : null,
    reasoning_tokens: hasUsage ? result.reasoning_tokens : null,
  };
}
