import type { LogRecordInput } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { reportedUsage } from "../usage/reported-usage";
import {
  at,
  type Fields,
  firstOf,
  instantOf,
  isFields,
  msFrom,
  msOf,
  nameOf,
  tokensOf,
  ttftWithin,
  unpackJson,
  usdOf,
} from "../values";
import type { Entry, Format } from "./entry";
import { providerAt, regionOfHost } from "./hosts";
import { attemptOf, LITELLM_CACHE } from "./litellm";
import { countsUsage, litellmFailure, litellmId, litellmModel, whyNoCall } from "./litellm-call";
import { litellmLabels } from "./litellm-labels";
import { readEntries } from "./read-payload";
import { reportedCost, usedTokens } from "./reported-cost";
import { tagsOf } from "./tags-of";

/** Rows of LiteLLM's tables SpendLogs and ErrorLogs, as an export has them: text for whatever a column holds. */
export const litellmSpendLogs: Format = {
  name: "litellm-spend-logs",
  title: "LiteLLM SpendLogs or ErrorLogs export",
  read: ({ text }) => readEntries(text, entryOf),
};

function entryOf(row: unknown): Entry {
  if (!isFields(row)) return { unreadable: "Is no object" };
  const metadata = unpackJson(row.metadata);
  const usage = tokensOfRow(row, metadata);
  const why = whyNoCall(row, usedTokens(usage));
  if (why !== null) return { ignored: why, example: nameOf(row.model) ?? undefined };
  const startUs = instantOf(row.startTime);
  const durationMs = firstOf(msFrom(startUs, instantOf(row.endTime)), msOf(row.request_duration_ms));
  const named = firstOf(nameOf(row.model), nameOf(row.litellm_model_name), nameOf(row.model_group));
  if (named === null) return { unreadable: "model is missing" };
  if (startUs === null || durationMs === null) return { unreadable: "startTime and endTime are no span of time" };
  const model = litellmModel(named, row.custom_llm_provider);
  const ttft = msFrom(startUs, instantOf(row.completionStartTime));
  return {
    record: {
      id: litellmId(row, row.request_id),
      model: isCached(row) ? LITELLM_CACHE : model,
      started_at: formatInstantUs(startUs),
      duration_ms: durationMs,
      ttft_ms: isCached(row) ? null : ttftWithin(ttft, durationMs, null),
      ...endAndTokens(row, metadata, usage),
      ...placeOf(row, metadata, model),
      tags: tagsOf(unpackJson(row.request_tags), isCached(row)),
      ...litellmLabels(row, metadata),
    },
  };
}

function endAndTokens(row: Fields, metadata: unknown, usage: Partial<LogRecordInput>): Partial<LogRecordInput> {
  const cost_usd = usdOf(row.spend);
  if ("exception_type" in row || row.status === "failure") {
    const error = at(metadata, "error_information");
    const failure = litellmFailure({
      ...{ row, error, usesTokens: usedTokens(usage) },
      status: firstOf(nameOf(row.status_code), nameOf(at(error, "error_code"))),
      type: firstOf(nameOf(row.exception_type), nameOf(at(error, "error_class"))),
      message: firstOf(row.exception_string, at(error, "error_message")),
    });
    const isUsed = usedTokens(usage) && countsUsage(failure, usage.output_tokens);
    return isUsed ? { ...failure, ...usage, cost_usd: reportedCost("litellm", cost_usd) } : failure;
  }
  if (isCached(row)) return { outcome: "ok", http_status: 200, cost_usd: 0 };
  const cost = usedTokens(usage) ? reportedCost("litellm", cost_usd) : cost_usd;
  return { outcome: "ok", http_status: 200, ...usage, cost_usd: cost };
}

function tokensOfRow(row: Fields, metadata: unknown): Partial<LogRecordInput> {
  return reportedUsage(
    { input: tokensOf(row.prompt_tokens), output: tokensOf(row.completion_tokens), total: tokensOf(row.total_tokens) },
    at(metadata, "usage_object"),
  ).tokens;
}

function placeOf(row: Fields, metadata: unknown, model: string): Partial<LogRecordInput> {
  const address = nameOf(row.api_base);
  const group = nameOf(row.model_group);
  return {
    provider: isCached(row) ? LITELLM_CACHE : providerAt({ address, named: row.custom_llm_provider, model }),
    region: regionOfHost(address),
    tier: group,
    requested_model: firstOf(
      nameOf(at(metadata, "original_model_group")),
      group,
      isCached(row) ? nameOf(row.model) : null,
    ),
    app: firstOf(nameOf(at(metadata, "user_api_key_alias")), nameOf(row.team_id)),
    attempt: attemptOf(metadata).attempt ?? 1,
  };
}

/** Text, of which only "True" means that nobody was asked. */
function isCached(row: Fields): boolean {
  return row.cache_hit === "True" || row.cache_hit === true;
}
