import { parseUsd } from "@/lib/domain/pricing/usd";
import { at, type Fields, firstOf, instantOf, isFields, nameOf, numberOf } from "../values";

/** Totals of a day and a model as a tool names them; cost in 10⁻¹² USD. */
export type ReportedTotals = { day: string; model: string; provider: string | null } & Reported;
export type Reported = Record<"calls" | "input_tokens" | "output_tokens", number | null> & { cost: bigint | null };

/** Names of the same value in the reports of many tools, and in a table of one's own. */
const NAMES = {
  day: ["day", "date", "time_dimension", "group_by_day", "startTime", "bucket", "period"],
  model: ["model", "model_name", "providedModelName", "provided_model_name", "model_group"],
  provider: ["provider", "custom_llm_provider"],
  calls: [
    ...["calls", "requests", "api_requests", "countObservations", "count_count", "count", "request_count", "attempts"],
    ...["num_requests", "total_requests", "totalRequests", "num_model_requests"],
  ],
  input: [
    ...["input_tokens", "prompt_tokens", "inputUsage", "sum_inputTokens", "inputTokens", "prompt", "input"],
    ...["total_prompt_tokens", "promptTokens"],
  ],
  output: [
    ...[
      "output_tokens",
      "completion_tokens",
      "outputUsage",
      "sum_outputTokens",
      "outputTokens",
      "completion",
      "output",
    ],
    ...["total_completion_tokens", "completionTokens"],
  ],
  cost: [
    ...["cost_usd", "cost", "spend", "total_cost", "totalCost", "sum_totalCost", "costUSD", "total_spend", "amount"],
  ],
} as const satisfies Record<string, readonly string[]>;
const DAY = /^\d{4}-\d{2}-\d{2}/;
/** In place of a day: the row adds up the others, and adds nothing to them. */
const SUM = /^\s*total\s*$/i;
/** What a row of single calls has and no row of totals. */
const OF_CALLS = ["request_id", "trace_id", "traceId", "id", "span_id", "response_id", "started_at", "endTime"];

/**
 * The totals that a row of a report names: of a day and a model itself, or of the models within a day. Null where it is no row
 * of a report.
 *
 * Sources: LiteLLM 1.83 (/user/daily/activity, /global/spend/report, /spend/logs with summaries), Langfuse 3
 * (/api/public/metrics/daily, /api/public/metrics), and tables with a column for each.
 */
export function totalsOfRow(row: Fields): ReportedTotals[] | null {
  const given = one(row, "day");
  if (typeof given === "string" && SUM.test(given)) return [];
  const day = dayOf(given);
  if (day === null) return null;
  const { breakdown, teams, usage, models } = row;
  // LiteLLM's report by team has its models in a list of each.
  if (Array.isArray(teams)) return teams.flatMap((team) => listed(day, at(team, "metadata")));
  if (isFields(at(breakdown, "models"))) return named(day, at(breakdown, "models"));
  if (Array.isArray(usage)) return listed(day, usage);
  if (isFields(models)) return named(day, models);
  if (OF_CALLS.some((name) => row[name] !== undefined)) return null;
  const totals = totalsOf(day, row, one(row, "model"));
  return totals ? [totals] : null;
}

function listed(day: string, list: unknown): ReportedTotals[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: unknown) => {
    const totals = isFields(each) ? totalsOf(day, each, one(each, "model")) : null;
    return totals ? [totals] : [];
  });
}

/** By the models' names: of each its values, or nothing but what it cost. */
function named(day: string, models: unknown): ReportedTotals[] {
  if (!isFields(models)) return [];
  return Object.entries(models).flatMap(([model, values]) => {
    const fields = isFields(values) ? { ...values, ...fieldsOf(values.metrics) } : { cost: values };
    const totals = totalsOf(day, fields, model);
    return totals ? [totals] : [];
  });
}

function totalsOf(day: string, row: Fields, named: unknown): ReportedTotals | null {
  const model = nameOf(named);
  const reported = {
    calls: countOf(one(row, "calls")),
    input_tokens: countOf(one(row, "input")),
    output_tokens: countOf(one(row, "output")),
    cost: picoOf(one(row, "cost")),
  };
  if (model === null || Object.values(reported).every((value) => value === null)) return null;
  return { day, model, provider: nameOf(one(row, "provider")), ...reported };
}

function one(row: Fields, value: keyof typeof NAMES): unknown {
  return firstOf(...NAMES[value].map((name) => (row[name] === "" ? null : row[name])));
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** A day as it is written, whatever time stands behind it: it is a day of the tool's own zone. */
function dayOf(value: unknown): string | null {
  if (typeof value === "string" && DAY.test(value)) return existingDay(value.slice(0, 10));
  const us = typeof value === "number" ? instantOf(value) : null;
  return us === null ? null : new Date(us / 1_000).toISOString().slice(0, 10);
}

/** A day of the calendar: "2026-13-01" is none. */
function existingDay(day: string): string | null {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : null;
}

function countOf(value: unknown): number | null {
  const number = numberOf(typeof value === "string" ? value.replaceAll(",", "") : value);
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

function picoOf(value: unknown): bigint | null {
  const text = typeof value === "string" ? value.replace(/[$,\s]/g, "") : value;
  const pico = typeof text === "string" || typeof text === "number" ? parseUsd(text) : null;
  return pico !== null && pico >= 0n ? pico : null;
}
