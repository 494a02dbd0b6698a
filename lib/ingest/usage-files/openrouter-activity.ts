import { INSIDE } from "../usage/meaning";
import type { Fields } from "../values";
import { amountOf, countOf, dayOf, named } from "./line-values";
import type { UsageLine, UsageSource } from "./usage-line";

const OPENROUTER = "openrouter";

/**
 * OpenRouter's activity: the answer of `/api/v1/activity` (docs of September 2026), the CSV of its page by day and model (Date,
 * Slug, Usage, …) or by generation (generation_id, created_at, cost_total, …), added up by day.
 *
 * What was run with one's own key is billed by the provider: a record without OpenRouter as the issuer.
 */
export const openrouterActivity: UsageSource = {
  name: "openrouter-activity",
  title: "OpenRouter's activity",
  meaning: INSIDE,
  isOf: (row) =>
    ("byok_usage_inference" in row && "usage" in row) ||
    ("Slug" in row && "Usage" in row) ||
    ("generation_id" in row && "cost_total" in row),
  read: (row) => {
    const day = dayOf(row.date ?? row.Date ?? row.created_at);
    if (day === null) return `${"created_at" in row ? "created_at" : "date"} is no date`;
    const charged = amountOf(row.usage ?? row.Usage ?? row.cost_total);
    if (charged === null) return "usage is no amount";
    return linesOf(row, day, charged);
  },
};

function linesOf(row: Fields, day: { fromUs: number; toUs: number }, charged: bigint): UsageLine[] {
  const upstream = named(row, "provider_name");
  const ownKey = amountOf(row.byok_usage_inference ?? row["BYOK Usage"]) ?? 0n;
  const shared = {
    ...day,
    provider: upstream ?? OPENROUTER,
    model: named(row, "model", "model_permaslug", "Slug"),
    key: named(row, "api_key_name"),
    app: named(row, "app_name"),
    currency: "USD",
  };
  const counts = {
    input: countOf(row.prompt_tokens ?? row["Prompt Tokens"] ?? row.tokens_prompt),
    cachedInput: countOf(row.tokens_cached),
    output: countOf(row.completion_tokens ?? row["Completion Tokens"] ?? row.tokens_completion),
    reasoning: countOf(row.reasoning_tokens ?? row["Reasoning Tokens"] ?? row.tokens_reasoning),
  };
  if (upstream === null) return [{ ...shared, issuer: OPENROUTER, counts, amountPico: charged + ownKey }];
  const own: UsageLine[] = ownKey > 0n ? [{ ...shared, amountPico: ownKey }] : [];
  return [{ ...shared, issuer: OPENROUTER, counts, amountPico: charged }, ...own];
}
