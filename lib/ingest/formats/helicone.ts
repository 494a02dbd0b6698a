import type { LogRecordInput } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/instant";
import type { Entry, Format } from "./entry";
import { errorSigns, failureOf } from "./failure";
import { usageTokens } from "./openai-usage";
import { readEntries } from "./read-payload";
import { readServerSentEvents } from "./server-sent-events";
import {
  at,
  type Fields,
  firstOf,
  hashOf,
  idOf,
  isFields,
  msFrom,
  msOf,
  nameOf,
  numberOf,
  plausibleUs,
  ttftWithin,
} from "./values";

const NOT_MODELS = new Set(["tool", "vector_db", "data"]);

/** What Helicone's manual logger posts for one call. */
export const helicone: Format = {
  name: "helicone",
  title: "Helicone custom log",
  read: ({ text }) => readEntries(text, entryOf),
};

function entryOf(value: unknown): Entry {
  if (!isFields(value)) return { unreadable: "Is no object" };
  const asked = at(value, "providerRequest", "json");
  const kind = nameOf(at(asked, "_type"));
  if (kind !== null && NOT_MODELS.has(kind)) return { ignored: `_type ${kind}` };
  const answer = answerOf(value.providerResponse);
  const model = firstOf(nameOf(answer.model), nameOf(at(asked, "model")));
  const startUs = timingUs(at(value, "timing", "startTime"));
  const durationMs = msFrom(startUs, timingUs(at(value, "timing", "endTime")));
  if (model === null) return { unreadable: "model is missing" };
  if (startUs === null || durationMs === null) return { unreadable: "timing is no span of time" };
  const streamed = at(asked, "stream") === true;
  const id = idOf(answer.id) ?? hashOf(JSON.stringify([model, startUs, durationMs, value.providerResponse]));
  return {
    record: {
      id,
      model,
      started_at: formatInstantUs(startUs),
      duration_ms: durationMs,
      ...endOf(answer, value),
      requested_model: nameOf(at(asked, "model")),
      streamed,
      ttft_ms: streamed ? ttftWithin(msOf(at(value, "timing", "timeToFirstToken")), durationMs, streamed) : null,
      ...propertiesOf(value),
    },
  };
}

type Answer = { id: unknown; model: unknown; usage: unknown; error: unknown };

/** An answer as an object, or its text: one JSON value, or the chunks of a stream. */
function answerOf(response: unknown): Answer {
  const json = at(response, "json");
  const text = at(response, "textBody");
  const chunks = isFields(json) ? [json] : typeof text === "string" ? readServerSentEvents(text) : [];
  const last = (key: string) => chunks.findLast((chunk) => at(chunk, key) != null);
  const first = (key: string) =>
    at(
      chunks.find((chunk) => at(chunk, key) != null),
      key,
    );
  return { id: first("id"), model: first("model"), usage: at(last("usage"), "usage"), error: first("error") };
}

function endOf(answer: Answer, value: Fields): Partial<LogRecordInput> {
  const status = numberOf(at(value, "providerResponse", "status"));
  if (answer.error != null)
    return failureOf({ ...errorSigns(answer.error), ...(status !== null && status !== 200 && { status }) });
  if (status !== null && status >= 300) return failureOf({ status });
  return { outcome: "ok", http_status: status === null ? null : 200, ...usageTokens(answer.usage) };
}

/** What the app said of itself in headers, whose names Node may have made lower case. */
function propertiesOf(value: Fields): Partial<LogRecordInput> {
  const headers = at(value, "headers");
  const named = new Map(
    isFields(headers) ? Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text] as const) : [],
  );
  const property = (name: string) => nameOf(named.get(`helicone-property-${name}`));
  return {
    provider: property("provider"),
    app: property("app"),
    tier: property("tier"),
    region: property("region"),
    trace_id: idOf(named.get("helicone-session-id")),
  };
}

/** Unix seconds, and the milliseconds beside them. */
function timingUs(time: unknown): number | null {
  const seconds = numberOf(at(time, "seconds"));
  const ms = numberOf(at(time, "milliseconds")) ?? 0;
  return seconds === null ? null : plausibleUs((seconds * 1_000 + ms) * 1_000);
}
