import { BESIDE } from "../usage/meaning";
import { at, type Fields } from "../values";
import { amountOf, countOf, dayOf, named, resultsOf, roundingOf, someOf, spanOf } from "./line-values";
import type { UsageLine, UsageSource } from "./usage-line";

const PROVIDER = "anthropic";
/** The API's amounts are in cents. */
const CENTS = 100n;
const BUILD_DATE = /(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Anthropic's tokens: the CSV of the console's usage page (columns of 2025 and 2026), and pages of the Admin API's
 * `/v1/organizations/usage_report/messages` (2023-06-01). Source: platform.claude.com, Usage and Cost API, September 2026.
 */
export const anthropicUsage: UsageSource = {
  name: "anthropic-usage",
  title: "Anthropic's usage report",
  meaning: BESIDE,
  isOf: (row) =>
    "usage_output_tokens" in row ||
    isBucket(row, (result) => "uncached_input_tokens" in result || "cache_creation" in result),
  read: (row) => {
    const results = resultsOf(row);
    if (results === null) return csvUsage(row);
    const span = spanOf(row.starting_at, row.ending_at);
    return span === null ? "starting_at or ending_at is no time" : results.map((result) => apiUsage(result, span));
  },
};

/**
 * What Anthropic charges: the console's CSV of costs, and pages of `/v1/organizations/cost_report`, whose amounts are in
 * cents. Models stand in the CSV as people read them ("Claude Haiku 4.5").
 */
export const anthropicCost: UsageSource = {
  name: "anthropic-cost",
  title: "Anthropic's cost report",
  meaning: BESIDE,
  isOf: (row) =>
    ("cost_usd" in row && "usage_date_utc" in row) ||
    isBucket(row, (result) => "amount" in result && "currency" in result),
  read: (row) => {
    const results = resultsOf(row);
    if (results === null) return csvCost(row);
    const span = spanOf(row.starting_at, row.ending_at);
    if (span === null) return "starting_at or ending_at is no time";
    const lines = results.map((result): UsageLine | null => {
      const cents = amountOf(result.amount);
      const ids = { model: named(result, "model"), team: named(result, "workspace_id") };
      return cents === null
        ? null
        : {
            ...{ ...span, ...ids, provider: PROVIDER, ...moneyOf(cents / CENTS, result.currency) },
            roundingPico: roundingOf(result.amount, CENTS),
            meter: named(result, "token_type", "cost_type", "description"),
            tier: named(result, "service_tier"),
          };
    });
    return lines.every((line) => line !== null) ? lines : "amount is no number";
  },
};

function isBucket(row: Fields, has: (result: Fields) => boolean): boolean {
  const results = "starting_at" in row ? resultsOf(row) : null;
  return results?.some(has) ?? false;
}

function csvUsage(row: Fields): UsageLine[] | string {
  const span = dayOf(row.usage_date_utc);
  if (span === null) return "usage_date_utc is no date";
  const written5m = countOf(row.usage_input_tokens_cache_write_5m);
  const written1h = countOf(row.usage_input_tokens_cache_write_1h);
  // In 2024 there was one column for both.
  const written = countOf(row.usage_input_tokens_cache_write) ?? sum(written5m, written1h);
  const line: UsageLine = {
    ...span,
    provider: PROVIDER,
    model: named(row, "model_version", "model"),
    team: named(row, "workspace"),
    key: named(row, "api_key"),
    operation: operationOf(row.usage_type),
    counts: {
      uncachedInput: countOf(row.usage_input_tokens_no_cache),
      cachedInput: countOf(row.usage_input_tokens_cache_read),
      cacheWrite: written,
      cacheWrite1h: written1h,
      output: countOf(row.usage_output_tokens),
    },
    units: someOf({ searches: countOf(row.web_search_count) }),
  };
  return [line];
}

function apiUsage(result: Fields, span: { fromUs: number; toUs: number }): UsageLine {
  const written5m = countOf(at(result, "cache_creation", "ephemeral_5m_input_tokens"));
  const written1h = countOf(at(result, "cache_creation", "ephemeral_1h_input_tokens"));
  return {
    ...span,
    provider: PROVIDER,
    model: named(result, "model"),
    team: named(result, "workspace_id"),
    key: named(result, "api_key_id"),
    operation: operationOf(result.service_tier),
    tier: named(result, "service_tier"),
    counts: {
      uncachedInput: countOf(result.uncached_input_tokens),
      cachedInput: countOf(result.cache_read_input_tokens),
      cacheWrite: sum(written5m, written1h),
      cacheWrite1h: written1h,
      output: countOf(result.output_tokens),
    },
    units: someOf({ searches: countOf(at(result, "server_tool_use", "web_search_requests")) }),
  };
}

function csvCost(row: Fields): UsageLine[] | string {
  const span = dayOf(row.usage_date_utc);
  if (span === null) return "usage_date_utc is no date";
  const amount = amountOf(row.cost_usd);
  if (amount === null) return "cost_usd is no number";
  const names = { model: modelId(named(row, "model")), team: named(row, "workspace"), key: named(row, "api_key") };
  const meter = named(row, "token_type", "cost_type");
  const line = { ...span, ...names, provider: PROVIDER, ...moneyOf(amount, "USD"), meter };
  const tier = operationOf(row.usage_type) === "batch" ? "batch" : null;
  return [{ ...line, tier, listPico: amountOf(row.list_price_usd), roundingPico: roundingOf(row.cost_usd) }];
}

function moneyOf(amountPico: bigint, currency: unknown) {
  return { amountPico, currency: typeof currency === "string" ? currency : null };
}

/** "Claude 3.5 Sonnet 2024-10-22" as the API names it: "claude-3-5-sonnet-20241022". */
function modelId(name: string | null): string | null {
  if (name === null || !name.includes(" ")) return name;
  return name
    .replace(BUILD_DATE, "$1$2$3")
    .toLowerCase()
    .replace(/[\s.]+/g, "-");
}

/** Batches cost half; everything else is told apart by neither console nor API. */
function operationOf(type: unknown): UsageLine["operation"] {
  return typeof type === "string" && /batch/i.test(type) ? "batch" : null;
}

function sum(a: number | null, b: number | null): number | null {
  return a === null ? b : a + (b ?? 0);
}
