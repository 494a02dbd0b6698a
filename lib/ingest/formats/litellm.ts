import { type LogRecordInput, MAX_ATTEMPT } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { reportedUsage } from "../usage/reported-usage";
import {
  at,
  type Fields,
  firstOf,
  flagOf,
  idOf,
  instantOf,
  isFields,
  msFrom,
  nameOf,
  tokensOf,
  ttftWithin,
  usdOf,
} from "../values";
import type { Entry, Format } from "./entry";
import { providerAt, regionOfHost } from "./hosts";
import { countsUsage, litellmFailure, litellmId, litellmModel, whyNoCall } from "./litellm-call";
import { litellmLabels } from "./litellm-labels";
import { rankAttempts } from "./rank-attempts";
import { readEntries } from "./read-payload";
import { reportedCost, usedTokens } from "./reported-cost";
import { tagsOf } from "./tags-of";

const BEDROCK_REGION = /(?:^|\/)([a-z]{2}(?:-gov)?-[a-z]+-\d)\//;
/** The model and provider of what LiteLLM answered itself: no model's health or speed shows in it. */
export const LITELLM_CACHE = "litellm-cache";

/** Batches of LiteLLM's generic_api callback (StandardLoggingPayload), in any of its three ways of writing them. */
export const litellm: Format = {
  name: "litellm",
  title: "LiteLLM callback (generic_api)",
  isRanked: true,
  read: ({ text }) => rankAttempts(readEntries(text, entryOf)),
};

function entryOf(value: unknown): Entry {
  if (value === null) return { ignored: "null, where LiteLLM could not build a payload" };
  if (!isFields(value)) return { unreadable: "Is no object" };
  const usage = tokensOfPayload(value);
  const why = whyNoCall(value, usedTokens(usage));
  if (why !== null) return { ignored: why, example: nameOf(value.model) ?? undefined };
  const startUs = instantOf(value.startTime);
  const durationMs = msFrom(startUs, instantOf(value.endTime));
  const named = firstOf(
    nameOf(value.model),
    nameOf(at(value, "hidden_params", "litellm_model_name")),
    nameOf(value.model_group),
  );
  if (named === null) return { unreadable: "model is missing" };
  if (startUs === null || durationMs === null) return { unreadable: "startTime and endTime are no span of time" };
  const model = litellmModel(named, value.custom_llm_provider);
  const base = { id: litellmId(value, value.id), model, started_at: formatInstantUs(startUs), duration_ms: durationMs };
  // The flat payload of old versions tells no more than this, every value being the text of a Python object.
  if (typeof value.usage === "string" && "modelParameters" in value) {
    const isCached = value.cache_hit === "True";
    const cost = usdOf(value.cost);
    return { record: { ...base, outcome: "ok", cost_usd: isCached ? cost : reportedCost("litellm", cost) } };
  }
  const answered = value.cache_hit === true ? { ...base, model: LITELLM_CACHE } : base;
  return { record: { ...answered, ...standardFields({ value, usage, startUs, durationMs, model }) } };
}

type Payload = { value: Fields; usage: Partial<LogRecordInput>; startUs: number; durationMs: number; model: string };

function standardFields({ value, usage, startUs, durationMs, model }: Payload): Partial<LogRecordInput> {
  const streamed = flagOf(value.stream);
  const group = nameOf(value.model_group);
  const failed = value.status === "failure";
  const fromCache = value.cache_hit === true;
  const firstUs = instantOf(value.completionStartTime);
  return {
    ...(failed ? failedFields(value, usage) : { outcome: "ok", http_status: 200, ...(!fromCache && usage) }),
    ...placeOf(value, model, fromCache),
    request_id: idOf(value.trace_id),
    trace_id: idOf(value.trace_id),
    requested_model: group ?? (fromCache ? model : null),
    tier: group,
    app: firstOf(
      nameOf(at(value, "metadata", "user_api_key_alias")),
      nameOf(at(value, "metadata", "user_api_key_team_alias")),
    ),
    streamed,
    ttft_ms: streamed && !failed && !fromCache ? ttftWithin(msFrom(startUs, firstUs), durationMs, streamed) : null,
    ...(!failed && { cost_usd: fromCache ? 0 : costOf(value) }),
    tags: tagsOf(value.request_tags, fromCache),
    ...litellmLabels(value, value.metadata),
    ...attemptOf(value.metadata),
  };
}

/** A failure, and what was used until then; 0 is what LiteLLM writes where it knows of nothing. */
function failedFields(value: Fields, usage: Partial<LogRecordInput>): Partial<LogRecordInput> {
  const error = value.error_information;
  const failure = litellmFailure({
    ...{ row: value, error, usesTokens: usedTokens(usage) },
    status: at(error, "error_code"),
    type: at(error, "error_class"),
    message: firstOf(at(error, "error_message"), value.error_str),
  });
  const isUsed = usedTokens(usage) && countsUsage(failure, usage.output_tokens);
  return isUsed ? { ...failure, ...usage, cost_usd: reportedCost("litellm", usdOf(value.response_cost)) } : failure;
}

/**
 * Which attempt of its request this was, where LiteLLM counts them: so that it comes right too when the earlier ones arrive
 * in another post. Null where it counts none.
 */
export function attemptOf(metadata: unknown): { attempt?: number } {
  const before = ["attempted_retries", "attempted_fallbacks"].map((name) => tokensOf(at(metadata, name)));
  const sum = before.reduce<number>((all, count) => all + (count ?? 0), 0);
  return sum > 0 ? { attempt: Math.min(sum + 1, MAX_ATTEMPT) } : {};
}

/** Its counts, with the details that only the provider's own usage has; where answers are not logged, that is in the metadata. */
function tokensOfPayload(value: Fields): Partial<LogRecordInput> {
  const { prompt_tokens, completion_tokens, total_tokens } = value;
  return reportedUsage(
    { input: tokensOf(prompt_tokens), output: tokensOf(completion_tokens), total: tokensOf(total_tokens) },
    at(value, "response", "usage"),
    at(value, "metadata", "usage_object"),
    at(value, "hidden_params", "usage_object"),
  ).tokens;
}

// "openai" is LiteLLM's name for whatever speaks OpenAI's protocol, so the address knows better.
function placeOf(value: Fields, model: string, fromCache: boolean): Partial<LogRecordInput> {
  const address = firstOf(nameOf(value.api_base), nameOf(at(value, "hidden_params", "api_base")));
  const region = firstOf(regionOfHost(address), BEDROCK_REGION.exec(model)?.[1]);
  if (fromCache) return { provider: LITELLM_CACHE, region };
  return { provider: providerAt({ address, named: value.custom_llm_provider, model }), region };
}

/** What LiteLLM thinks it cost: a 0 counts where it names a price, which then is 0. */
function costOf(value: Fields): number | null {
  const cost = usdOf(value.response_cost);
  if (cost !== 0) return cost;
  const price = at(value, "model_map_information", "model_map_value");
  const isKnown = at(price, "input_cost_per_token") != null && value.response_cost_failure_debug_info == null;
  return isKnown ? cost : reportedCost("litellm", cost);
}
