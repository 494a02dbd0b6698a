import type { LogRecordInput } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { DAY_US } from "@/lib/domain/time/units";
import { readUsage } from "../usage/read-usage";
import { type Tokens, usageMark } from "../usage/tokens";
import {
  at,
  type Fields,
  firstOf,
  flagOf,
  hashOf,
  idOf,
  instantOf,
  isFields,
  msOf,
  nameOf,
  numberOf,
  tokensOf,
  usdOf,
} from "../values";
import { canonicalJson } from "./canonical-json";
import type { Entry, Format } from "./entry";
import { errorSigns, failureOf } from "./failure";
import { providerOfHost, regionOfHost } from "./hosts";
import { type Answer, readAnswer } from "./read-answer";
import { readEntries } from "./read-payload";

/** Says of a record that its time is when it arrived, less how long it took. */
const ABOUT_TAG = "time_approximate";

/** What came so soon is timed better by that than by an answer's whole seconds. */
const AT_ONCE_US = 5_000_000;
/** What claims to be older was no answer to this call: some servers tell when their model was made. */
const HELD_BACK_MAX_US = DAY_US;

/** What Portkey's logs.create posts, and the lines of its log export. */
export const portkey: Format = {
  name: "portkey",
  title: "Portkey logs",
  read: ({ text, receivedAtUs }) =>
    readEntries(text, (value) => {
      if (!isFields(value)) return { unreadable: "Is no object" };
      return "created_at" in value ? exportedEntry(value) : pushedEntry(value, receivedAtUs);
    }),
};

function pushedEntry(log: Fields, receivedAtUs: number): Entry {
  const { request, response, metadata } = log;
  const answer = readAnswer(at(response, "body"));
  const model = firstOf(nameOf(answer.model), nameOf(at(request, "body", "model")));
  if (model === null) return { unreadable: "request.body.model is missing" };
  const durationMs = msOf(at(response, "response_time"));
  if (durationMs === null) return { unreadable: "response.response_time is missing" };
  const address = at(request, "url");
  const streamed = firstOf(flagOf(at(response, "streamingMode")), flagOf(at(request, "body", "stream")));
  const usage = readUsage(answer.usage, model);
  return {
    ...usageMark(usage),
    timedByReceipt: true,
    record: {
      // The log has no id of its own, and the answer's would not do: Ollama draws its ids from a thousand numbers, so that
      // different calls would swallow each other. All of the log together differs wherever the call did.
      id: idOf(at(metadata, "span_id")) ?? hashOf(canonicalJson(log)),
      model,
      started_at: formatInstantUs(startOf({ log, durationMs, receivedAtUs })),
      duration_ms: durationMs,
      ...endOf(numberOf(at(response, "status")), answer, usage.tokens),
      requested_model: nameOf(at(request, "body", "model")),
      provider: firstOf(providerOfHost(address), nameOf(at(request, "provider"))),
      region: regionOfHost(address),
      app: firstOf(nameOf(at(metadata, "app")), nameOf(at(metadata, "_user"))),
      tier: nameOf(at(metadata, "tier")),
      ...portkeyLabels(metadata),
      request_id: idOf(at(metadata, "trace_id")),
      trace_id: idOf(at(metadata, "trace_id")),
      streamed,
      tags: [ABOUT_TAG],
    },
  };
}

/** It has no time either: it ended when it came or, where it was held back, began when its answer says it was made. */
function startOf({ log, durationMs, receivedAtUs }: { log: Fields; durationMs: number; receivedAtUs: number }): number {
  const latestUs = receivedAtUs - Math.round(durationMs * 1_000);
  const answer = at(log.response, "body");
  const createdUs = instantOf(firstOf(at(answer, "created"), at(answer, "created_at")));
  const heldBackUs = createdUs === null ? 0 : latestUs - createdUs;
  return createdUs !== null && heldBackUs > AT_ONCE_US && heldBackUs < HELD_BACK_MAX_US ? createdUs : latestUs;
}

function exportedEntry(row: Fields): Entry {
  const id = idOf(row.id);
  const startUs = instantOf(row.created_at);
  const durationMs = msOf(row.response_time);
  const model = firstOf(nameOf(row.ai_model), nameOf(at(row.request, "model")));
  if (id === null || model === null) return { unreadable: id === null ? "id is missing" : "ai_model is missing" };
  if (startUs === null || durationMs === null) return { unreadable: "created_at or response_time is missing" };
  const isUsd = nameOf(row.cost_currency)?.toUpperCase() === "USD";
  const status = numberOf(row.response_status_code);
  const isOk = row.is_success === true || (row.is_success === undefined && status !== null && status < 300);
  return {
    record: {
      id,
      model,
      started_at: formatInstantUs(startUs),
      duration_ms: durationMs,
      ...(isOk
        ? {
            outcome: "ok",
            http_status: 200,
            input_tokens: tokensOf(row.req_units),
            output_tokens: tokensOf(row.res_units),
          }
        : failureOf({ status })),
      provider: firstOf(providerOfHost(row.request_url), nameOf(row.ai_org)),
      region: regionOfHost(row.request_url),
      request_id: idOf(row.trace_id),
      trace_id: idOf(row.trace_id),
      app: nameOf(at(row.metadata, "app")),
      tier: nameOf(at(row.metadata, "tier")),
      ...portkeyLabels(row.metadata),
      cost_usd: isUsd ? usdOf(row.cost) : null,
    },
  };
}

function endOf(status: number | null, { error, isCut }: Answer, tokens: Tokens): Partial<LogRecordInput> {
  const isRefused = status !== null && status >= 300;
  if (error != null || isRefused) return failureOf({ ...errorSigns(error), ...(isRefused && { status }) });
  if (isCut) return failureOf({});
  // By Portkey's documentation a status that is not sent is 200.
  return { outcome: "ok", http_status: 200, ...tokens };
}

/** Portkey's own names of metadata begin with an underscore; the others are the app's. */
function portkeyLabels(metadata: unknown): Partial<LogRecordInput> {
  const named = (...names: readonly string[]) => firstOf(...names.map((name) => nameOf(at(metadata, name))));
  return {
    team: named("team", "_team", "_organisation"),
    environment: named("environment", "_environment"),
    feature: named("feature", "_prompt"),
    consumer: named("_user", "user"),
    session: named("session", "_session"),
  };
}
