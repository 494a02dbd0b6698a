import type { Operation } from "@/lib/domain/operation";
import { INSIDE } from "../usage/meaning";
import { at, type Fields, flagOf, nameOf, numberOf } from "../values";
import { amountOf, countOf, named, resultsOf, roundingOf, someOf, spanOf, tokensPerUnit } from "./line-values";
import type { UsageLine, UsageSource } from "./usage-line";

const PROVIDER = "openai";
const ENDPOINTS: ReadonlyMap<string, Operation> = new Map([
  ["completions", "chat"],
  ["embeddings", "embedding"],
  ["moderations", "moderation"],
  ["images", "image"],
  ["audio_speeches", "speech"],
  ["audio_transcriptions", "transcription"],
  ["vector_stores", "other"],
  ["code_interpreter_sessions", "tool"],
]);
const ENDPOINT = /^organization\.usage\.(\w+)\.result$/;
/** "gpt-4o-2024-08-06, cached input"; what has no comma is a fee of no model. */
const LINE_ITEM = /^([^\s,]+),\s/;
const USED = ["input_tokens", "images", "characters", "seconds", "usage_bytes", "num_sessions"];

/**
 * OpenAI's usage: pages of the API's `/v1/organization/usage/…` (OpenAPI document 2.3.0, August 2026), and the CSV of the
 * dashboard, which has the same names as columns, and a row with none of them for hours without usage. Input counts the cache.
 */
export const openaiUsage: UsageSource = {
  name: "openai-usage",
  title: "OpenAI's usage export",
  meaning: INSIDE,
  isOf: (row) => isBucket(row, isUsage) || ("start_time" in row && isUsage(row)),
  read: (row) => readBucket(row, (result) => (isUsage(result) ? usageOf(result) : null)),
};

/**
 * OpenAI's costs: pages of `/v1/organization/costs`, and the CSV of the dashboard (`amount_value`, `amount_currency`). The model
 * is the one that the line item names.
 */
export const openaiCosts: UsageSource = {
  name: "openai-costs",
  title: "OpenAI's cost export",
  meaning: INSIDE,
  isOf: (row) => isBucket(row, (result) => "amount" in result) || ("start_time" in row && "amount_value" in row),
  read: (row) =>
    readBucket(row, (result) => {
      const value = "amount_value" in result ? result.amount_value : at(result, "amount", "value");
      if (value === null || value === undefined || value === "") return null;
      const amountPico = amountOf(value);
      if (amountPico === null) return "amount is no number";
      const item = named(result, "line_item");
      const [before = "", model = null] = LINE_ITEM.exec(item ?? "") ?? [];
      const currency = nameOf(result.amount_currency ?? at(result, "amount", "currency"));
      return {
        ...{ ...namesOf(result), model, amountPico, currency, roundingPico: roundingOf(value) },
        ...{ meter: item?.slice(before.length) ?? null, meteredTokens: meteredTokens(result) },
      };
    }),
};

type Content = Omit<UsageLine, "fromUs" | "toUs">;

function readBucket(row: Fields, contentOf: (result: Fields) => Content | string | null): UsageLine[] | string {
  const lines: UsageLine[] = [];
  for (const result of resultsOf(row) ?? [row]) {
    const content = contentOf(result);
    if (typeof content === "string") return content;
    if (content === null) continue;
    const span = spanOf(row.start_time ?? row.start_time_iso, row.end_time ?? row.end_time_iso);
    if (span === null) return "start_time or end_time is no time";
    lines.push({ ...span, ...content });
  }
  return lines;
}

function isBucket(row: Fields, has: (result: Fields) => boolean): boolean {
  const results = "start_time" in row ? resultsOf(row) : null;
  return results?.some(has) ?? false;
}

function isUsage(result: Fields): boolean {
  return USED.some((name) => countOf(result[name]) !== null);
}

function usageOf(result: Fields): Content {
  const count = (name: string) => countOf(result[name]);
  return {
    ...namesOf(result),
    model: named(result, "model"),
    operation: operationOf(result),
    counts: {
      input: count("input_tokens"),
      cachedInput: count("input_cached_tokens"),
      cacheWrite: count("input_cache_write_tokens"),
      output: count("output_tokens"),
      audioInput: count("input_audio_tokens"),
      audioOutput: count("output_audio_tokens"),
      imageInput: count("input_image_tokens"),
    },
    units: someOf({ images: count("images"), characters: count("characters"), seconds: count("seconds") }),
  };
}

function namesOf(result: Fields) {
  return {
    provider: PROVIDER,
    team: named(result, "project_name", "project_id"),
    key: named(result, "api_key_name", "api_key_id"),
  };
}

/** Since 2026 costs by line item have a quantity; only with a unit is it known of what. */
function meteredTokens(result: Fields): number | null {
  const each = tokensPerUnit(named(result, "quantity_unit") ?? "");
  const quantity = numberOf(result.quantity);
  return each === null || quantity === null ? null : Math.round(quantity * Number(each));
}

/** By the endpoint, which the dashboard's files leave out: there, by what was counted. */
function operationOf(result: Fields): Operation {
  if (flagOf(result.batch) === true) return "batch";
  const [, endpoint = ""] = ENDPOINT.exec(String(result.object)) ?? [];
  const known = ENDPOINTS.get(endpoint);
  if (known) return known;
  if (countOf(result.images) !== null) return "image";
  if (countOf(result.characters) !== null) return "speech";
  if (countOf(result.seconds) !== null) return "transcription";
  return /embedding/i.test(String(result.model)) ? "embedding" : "chat";
}
