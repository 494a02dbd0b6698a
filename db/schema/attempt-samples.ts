import { outcomeIn } from "./outcome-sql";
import type { RollupMetric } from "./rollup-columns";

const IS_OK = outcomeIn("a.outcome", ["ok"]);

/** The sample an attempt `a` gives each metric, in the metric's whole units, or null. */
export const ATTEMPT_SAMPLES: Readonly<Record<RollupMetric, string>> = {
  ttft: `case when ${IS_OK} then a.ttft_us end`,
  duration: `case when ${IS_OK} then a.duration_us end`,
  // In the order of operations of outputRate (lib/domain), so that both give the same whole number.
  rate: `case when ${IS_OK} and a.output_tokens > 0 and not (a.streamed and a.ttft_us is null)
    and a.duration_us > coalesce(a.ttft_us, 0) then least(1e12::float8, floor(
      a.output_tokens * 1e5::float8 * 1e6::float8 / (a.duration_us - coalesce(a.ttft_us, 0)) + 0.5))::bigint end`,
};
