import { type LogRecordInput, MAX_ATTEMPT } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { reportedUsage } from "../usage/reported-usage";
import {
  at,
  type Fields,
  firstOf,
  idOf,
  instantOf,
  isFields,
  msFrom,
  msOf,
  nameOf,
  numberOf,
  tokensOf,
  ttftWithin,
  unpackJson,
  usdOf,
} from "../values";
import type { Entry, Format } from "./entry";
import { failureOf } from "./failure";
import { providerOfHost, regionOfHost } from "./hosts";
import { LITELLM_CACHE, TEXT_CALLS, tagsOf } from "./litellm";
import { readEntries } from "./read-payload";
import { reportedCost, usedTokens } from "./reported-cost";

/** Rows of LiteLLM's tables SpendLogs and ErrorLogs, as an export has them: text for whatever a column holds. */
export const litellmSpendLogs: Format = {
  name: "litellm-spend-logs",
  title: "LiteLLM SpendLogs or ErrorLogs export",
  read: ({ text }) => readEntries(text, entryOf),
};

function entryOf(row: unknown): Entry {
  if (!isFields(row)) return { unreadable: "Is no object" };
  const callType = nameOf(row.call_type);
  if (callType !== null && !TEXT_CALLS.test(callType)) return { ignored: `call_type ${callType}` };
  const metadata = unpackJson(row.metadata);
  const startUs = instantOf(row.startTime);
  const durationMs = firstOf(msFrom(startUs, instantOf(row.endTime)), msOf(row.request_duration_ms));
  const id = idOf(row.request_id);
  const model = firstOf(nameOf(row.model), nameOf(row.litellm_model_name), nameOf(row.model_group));
  if (id === null || model === null) return { unreadable: id === null ? "request_id is missing" : "model is missing" };
  if (startUs === null || durationMs === null) return { unreadable: "startTime and endTime are no span of time" };
  const ttft = msFrom(startUs, instantOf(row.completionStartTime));
  return {
    record: {
      id,
      model: isCached(row) ? LITELLM_CACHE : model,
      started_at: formatInstantUs(startUs),
      duration_ms: durationMs,
      ttft_ms: isCached(row) ? null : ttftWithin(ttft, durationMs, null),
      ...endAndTokens(row, metadata),
      ...placeOf(row, metadata),
      tags: tagsOf(unpackJson(row.request_tags), isCached(row)),
    },
  };
}

function endAndTokens(row: Fields, metadata: unknown): Partial<LogRecordInput> {
  const error = at(metadata, "error_information");
  const isError = "exception_type" in row;
  if (isError || row.status === "failure") {
    return failureOf({
      status: firstOf(nameOf(row.status_code), nameOf(at(error, "error_code"))),
      type: firstOf(nameOf(row.exception_type), nameOf(at(error, "error_class"))),
      message: firstOf(row.exception_string, at(error, "error_message")),
    });
  }
  if (isCached(row)) return { outcome: "ok", http_status: 200, cost_usd: 0 };
  const { tokens } = reportedUsage(
    { input: tokensOf(row.prompt_tokens), output: tokensOf(row.completion_tokens), total: tokensOf(row.total_tokens) },
    at(metadata, "usage_object"),
  );
  const spend = usdOf(row.spend);
  const cost_usd = usedTokens(tokens) ? reportedCost("litellm", spend) : spend;
  return { outcome: "ok", http_status: 200, ...tokens, cost_usd };
}

function placeOf(row: Fields, metadata: unknown): Partial<LogRecordInput> {
  const address = nameOf(row.api_base);
  const group = nameOf(row.model_group);
  const retries = numberOf(at(metadata, "attempted_retries")) ?? 0;
  return {
    provider: isCached(row) ? LITELLM_CACHE : firstOf(providerOfHost(address), nameOf(row.custom_llm_provider)),
    region: regionOfHost(address),
    tier: group,
    requested_model: firstOf(
      nameOf(at(metadata, "original_model_group")),
      group,
      isCached(row) ? nameOf(row.model) : null,
    ),
    app: firstOf(nameOf(at(metadata, "user_api_key_alias")), nameOf(row.team_id)),
    attempt: Number.isInteger(retries) && retries >= 0 ? Math.min(retries + 1, MAX_ATTEMPT) : 1,
  };
}

/** Text, of which only "True" means that nobody was asked. */
function isCached(row: Fields): boolean {
  return row.cache_hit === "True" || row.cache_hit === true;
}
