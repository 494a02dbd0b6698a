const RATE = `case when a.outcome = 0 and a.output_tokens > 0 and not (a.streamed and a.ttft_us is null)
  and a.duration_us > coalesce(a.ttft_us, 0) then least(1e12::float8, floor(
    a.output_tokens * 1e5::float8 * 1e6::float8 / (a.duration_us - coalesce(a.ttft_us, 0)) + 0.5))::bigint end`;
const TTFT = "case when a.outcome = 0 then a.ttft_us end";
const DURATION = "case when a.outcome = 0 then a.duration_us end";

/** What one row `a` of attempt adds to each rollup column, said in SQL a second time: only so can the sums be checked. */
export const RAW_MEASURES: Readonly<Record<string, string>> = {
  attempts: "1",
  requests: "a.final::int",
  ok: "(a.outcome = 0)::int",
  rate_limited: "(a.outcome = 1)::int",
  server_error: "(a.outcome = 2)::int",
  timeout: "(a.outcome = 3)::int",
  client_error: "(a.outcome = 4)::int",
  cancelled: "(a.outcome = 5)::int",
  final_ok: "(a.final and a.outcome = 0)::int",
  final_failed: "(a.final and a.outcome in (1, 2, 3))::int",
  with_usage: "(a.input_tokens is not null or a.output_tokens is not null)::int",
  priced: "(a.cost_pico is not null)::int",
  estimated: "(a.cost_pico is not null and a.cost_estimated)::int",
  reported: "(a.reported_cost_pico is not null)::int",
  input_tokens: "coalesce(a.input_tokens, 0)",
  cached_input_tokens: "coalesce(a.cached_input_tokens, 0)",
  cache_write_tokens: "coalesce(a.cache_write_tokens, 0)",
  output_tokens: "coalesce(a.output_tokens, 0)",
  reasoning_tokens: "coalesce(a.reasoning_tokens, 0)",
  cost_pico: "coalesce(a.cost_pico, 0)",
  reported_cost_pico: "coalesce(a.reported_cost_pico, 0)",
  ttft_n: `(${TTFT} is not null)::int`,
  ttft_sum: `coalesce(${TTFT}, 0)`,
  ttft_min: TTFT,
  ttft_max: TTFT,
  duration_n: `(${DURATION} is not null)::int`,
  duration_sum: `coalesce(${DURATION}, 0)`,
  duration_min: DURATION,
  duration_max: DURATION,
  rate_n: `(${RATE} is not null)::int`,
  rate_sum: `coalesce(${RATE}, 0)`,
  rate_min: RATE,
  rate_max: RATE,
};
