import type { LogRecordInput } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { isOperation } from "../operations";
import { NO_COUNTS } from "../usage/counts";
import { BESIDE, type Meaning, OPEN } from "../usage/meaning";
import { readUsage } from "../usage/read-usage";
import { settleUsage } from "../usage/settle-usage";
import { ANTHROPIC_OR_BEDROCK } from "../usage/source";
import { type Usage, usageMark } from "../usage/tokens";
import {
  at,
  type Fields,
  firstOf,
  givenNameOf,
  hashOf,
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
import type { Entry } from "./entry";
import { errorSigns, failureOf } from "./failure";
import { operationOfPath } from "./operation-of-path";
import { reportedCost, usedTokens } from "./reported-cost";

/** Names of a request's fields: of the table and the API, of the page's own export, and of older versions. */
const COLUMNS = {
  id: ["request_id", "id", "response_id"],
  startTime: ["request_created_at", "createdAt", "created_at"],
  endTime: ["response_created_at"],
  status: ["response_status", "status_code"],
  model: ["model_override", "response_model", "model"],
  requestedModel: ["request_model"],
  latency: ["delay_ms", "latency_ms", "latency"],
  firstToken: ["time_to_first_token", "timeToFirstToken"],
  input: ["prompt_tokens", "promptTokens"],
  output: ["completion_tokens", "completionTokens"],
  total: ["total_tokens", "totalTokens"],
  cachedInput: ["prompt_cache_read_tokens", "promptCacheReadTokens"],
  cacheWrite: ["prompt_cache_write_tokens", "promptCacheWriteTokens"],
  reasoning: ["reasoning_tokens", "reasoningTokens"],
  audioInput: ["prompt_audio_tokens", "promptAudioTokens"],
  audioOutput: ["completion_audio_tokens", "completionAudioTokens"],
  cost: ["cost", "costUSD", "cost_usd"],
  user: ["request_user_id", "user_id", "user"],
  path: ["target_url", "request_path", "path"],
  replayOf: ["cache_reference_id", "cacheReferenceId"],
} as const satisfies Record<string, readonly string[]>;
/** Where the page's export has what the table has as columns. */
const NESTED = "heliconeMetadata";
const PROPERTIES = ["request_properties", "properties", "customProperties"];
const NO_ID = "00000000-0000-0000-0000-000000000000";
/** What Helicone writes for a status where there is no answer: not yet, left by its reader, and turned away by its guard. */
const PENDING_STATUSES: ReadonlySet<number> = new Set([-1, -2]);
const LEFT_STATUS = -3;
const THREAT_STATUS = -4;

/** Whether a value is a row of Helicone's table of requests, and nothing that its logger posts. */
export function isHeliconeRow(value: Fields): boolean {
  return !("providerRequest" in value) && (isFields(unpackJson(value[NESTED])) || "request_created_at" in value);
}

/**
 * The attempt that a row of Helicone's request table was, as `@helicone/export`, the API and the page's export write it.
 *
 * Source: Helicone/helicone (examples/export, llm-mapper's HeliconeRequest, jawn's request store). Bodies are not stored.
 */
export function heliconeRowEntry(sent: Fields): Entry {
  const row: Fields = { ...sent, [NESTED]: unpackJson(sent[NESTED]) };
  const one = (name: keyof typeof COLUMNS) => oneOf(row, COLUMNS[name]);
  const replayOf = idOf(one("replayOf"));
  if (replayOf !== null && replayOf !== NO_ID) return { ignored: "repeats an answer that was stored" };
  const status = numberOf(firstOf(one("status"), at(row, NESTED, "status", "code")));
  if (status !== null && PENDING_STATUSES.has(status)) return { ignored: "has not ended" };
  const startUs = instantOf(one("startTime"));
  const durationMs = firstOf(msOf(one("latency")), msFrom(startUs, instantOf(one("endTime"))));
  const model = firstOf(givenNameOf(one("model")), givenNameOf(one("requestedModel")));
  if (model === null) return { unreadable: "model is missing" };
  if (startUs === null) return { unreadable: "request_created_at is missing or no time" };
  if (durationMs === null) return { unreadable: "delay_ms and response_created_at are missing" };
  const property = propertiesOf(row);
  const provider = firstOf(property("provider"), nameOf(oneOf(row, ["provider"]))?.toLowerCase());
  const usage = usageOf(row, { provider, model });
  const ttft = ttftWithin(msOf(one("firstToken")), durationMs, null);
  const operation = operationOfPath(one("path"));
  return {
    ...usageMark(usage),
    record: {
      id: firstOf(idOf(one("id")), hashOf(JSON.stringify([model, startUs, durationMs]))) ?? "",
      model,
      started_at: formatInstantUs(startUs),
      duration_ms: durationMs,
      ...endOf(status, row),
      ...usage.tokens,
      cost_usd: usedTokens(usage.tokens) ? reportedCost("helicone", usdOf(one("cost"))) : usdOf(one("cost")),
      requested_model: givenNameOf(one("requestedModel")),
      ...(operation !== null && isOperation(operation) && { operation }),
      ttft_ms: ttft,
      streamed: ttft === null ? null : true,
      provider,
      ...{ app: property("app"), team: property("team"), tier: property("tier"), region: property("region") },
      ...{ environment: property("environment"), feature: property("feature") },
      consumer: nameOf(one("user")),
      session: property("helicone-session-id"),
      trace_id: idOf(property("helicone-session-id")),
    },
  };
}

function oneOf(row: Fields, names: readonly string[]): unknown {
  return firstOf(...names.map((name) => row[name]), ...names.map((name) => at(row, NESTED, name)));
}

function endOf(status: number | null, row: Fields): Partial<LogRecordInput> {
  if (status === LEFT_STATUS) return { outcome: "cancelled" };
  if (status === THREAT_STATUS) return { outcome: "refused" };
  if (status === null || status < 100) return failureOf({});
  if (status < 300) return { outcome: "ok", http_status: status };
  return failureOf({ ...errorSigns(at(unpackJson(row.response_body), "error")), status });
}

/**
 * By the answer itself where the export has it. Helicone passes on Anthropic's counts, without the cache, and had it both ways
 * of others; its total is its own sum.
 */
function usageOf(row: Fields, { provider, model }: { provider: string | null; model: string }): Usage {
  const answered = readUsage(unpackJson(row.response_body));
  if (answered.tokens.input_tokens != null) return answered;
  const count = (name: keyof typeof COLUMNS) => tokensOf(oneOf(row, COLUMNS[name]));
  const [input, output] = [count("input"), count("output")];
  // What nobody counted is 0 there.
  if (!input && !output) return { tokens: {} };
  const isBeside = ANTHROPIC_OR_BEDROCK.test(provider ?? "") || /claude/i.test(model);
  const meaning: Meaning = { ...(isBeside ? BESIDE : OPEN), total: "sum" };
  const parts = {
    ...{ cachedInput: count("cachedInput"), cacheWrite: count("cacheWrite"), reasoning: count("reasoning") },
    ...{ audioInput: count("audioInput"), audioOutput: count("audioOutput") },
  };
  return settleUsage({ ...NO_COUNTS, input, output, total: count("total"), ...parts }, meaning);
}

/** What the app said of itself, by the names of its headers and properties in lower case. */
function propertiesOf(row: Fields): (name: string) => string | null {
  const said = new Map<string, unknown>();
  for (const name of PROPERTIES) {
    const properties = unpackJson(oneOf(row, [name]));
    if (!isFields(properties)) continue;
    for (const [key, value] of Object.entries(properties)) said.set(key.toLowerCase(), value);
  }
  return (name) => nameOf(said.get(name));
}
