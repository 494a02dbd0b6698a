import type { LogRecordInput } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { readUsage, usageTokens } from "../usage/read-usage";
import { usageMark } from "../usage/tokens";
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
} from "../values";
import type { Entry, Format, RequestFacts } from "./entry";
import { errorSigns, type Failure, failureOf } from "./failure";
import { heliconeRowEntry, isHeliconeRow } from "./helicone-export";
import { type Answer, readAnswer } from "./read-answer";
import { readEntries } from "./read-payload";

const NOT_MODELS = new Set(["tool", "vector_db", "data"]);
/** What the logger writes into every answer's object, also where the answer itself is text. */
const LOGGER_KEYS = new Set(["_type", "toolName", "name"]);
/** The logger's status of a stream that its reader left. */
const LEFT_STATUS = -3;
/** What the loggers append to their endpoint, by whose API was called. */
const PROVIDERS: ReadonlyMap<string, string | null> = new Map([
  ["/custom/v1/log", null],
  ["/oai/v1/log", "openai"],
  ["/anthropic/v1/log", "anthropic"],
  ["/googleapis/v1/log", "google"],
]);
export const HELICONE_ENDINGS = [...PROVIDERS.keys()];
const REQUEST_ID = "helicone-request-id";
const HEADER = /^helicone-(property-.+|session-id|request-id|user-id)$/;
/** The first line of a JavaScript error's stack, which is what the logger has of an exception. */
const EXCEPTION = /^([A-Za-z_]\w{0,63}): (.*)/;

/** What Helicone's manual logger posts for one call, and the rows of its table of requests. */
export const helicone: Format = {
  name: "helicone",
  title: "Helicone custom log and requests export",
  readsHeader: (name) => HEADER.test(name),
  read: ({ text, request }) => {
    const entries = readEntries(text, (value) => entryOf(value, request));
    const requestId = idOf(request?.headers.get(REQUEST_ID));
    const [only] = entries;
    // A header speaks for the whole post, and several calls would be one under one id.
    if (requestId === null || entries.length !== 1 || !only || !("record" in only)) return entries;
    return [{ ...only, record: { ...only.record, id: requestId } }];
  },
};

function entryOf(value: unknown, request: RequestFacts | undefined): Entry {
  if (!isFields(value)) return { unreadable: "Is no object" };
  if (isHeliconeRow(value)) return heliconeRowEntry(value);
  const asked = at(value, "providerRequest", "json");
  const kind = nameOf(at(asked, "_type"));
  if (kind !== null && NOT_MODELS.has(kind)) return { ignored: `_type ${kind}` };
  const answer = answerOf(value.providerResponse);
  const model = firstOf(nameOf(answer.model), nameOf(at(asked, "model")));
  const startUs = timingUs(at(value, "timing", "startTime"));
  const durationMs = msFrom(startUs, timingUs(at(value, "timing", "endTime")));
  if (model === null) return { unreadable: "model is missing" };
  if (startUs === null || durationMs === null) return { unreadable: "timing is no span of time" };
  const end = endOf(answer, value);
  const firstMs = msOf(at(value, "timing", "timeToFirstToken"));
  const streamed = at(asked, "stream") === true || answer.isStream;
  const properties = propertiesOf(value, request);
  const property = (name: string) => nameOf(properties.get(`helicone-property-${name}`));
  return {
    ...usageMark(readUsage(answer.usage)),
    record: {
      id:
        idOf(properties.get(REQUEST_ID)) ??
        idOf(answer.id) ??
        hashOf(JSON.stringify([model, startUs, durationMs, value.providerResponse])),
      model,
      started_at: formatInstantUs(startUs),
      duration_ms: durationMs,
      ...end,
      requested_model: nameOf(at(asked, "model")),
      streamed,
      ttft_ms: streamed && end.outcome === "ok" ? ttftWithin(firstMs, durationMs, streamed) : null,
      provider: firstOf(property("provider"), nameOf(value.provider)?.toLowerCase(), providerOfPath(request?.path)),
      app: property("app"),
      team: property("team"),
      environment: property("environment"),
      feature: property("feature"),
      consumer: firstOf(nameOf(properties.get("helicone-user-id")), property("user")),
      session: nameOf(properties.get("helicone-session-id")),
      tier: property("tier"),
      region: property("region"),
      trace_id: idOf(properties.get("helicone-session-id")),
    },
  };
}

/** The answer as an object or, where there is none in it, its text. */
function answerOf(response: unknown): Answer {
  const json = at(response, "json");
  const hasAnswer = isFields(json) && Object.keys(json).some((key) => !LOGGER_KEYS.has(key));
  return readAnswer(hasAnswer ? json : at(response, "textBody"));
}

function endOf(answer: Answer, value: Fields): Failure & Partial<LogRecordInput> {
  const status = numberOf(at(value, "providerResponse", "status"));
  if (status === LEFT_STATUS) return { outcome: "cancelled", http_status: null, error_code: null };
  if (answer.error != null) {
    return failureOf({ ...errorSigns(answer.error), ...(status !== null && status >= 300 && { status }) });
  }
  if (status !== null && status >= 300) return exceptionOf(value) ?? failureOf({ status });
  if (answer.isCut) return failureOf({});
  const http_status = status === null ? null : 200;
  return { outcome: "ok", http_status, error_code: null, ...usageTokens(answer.usage) };
}

/** How a call ended that threw: the logger's status is 500 whatever it was, and only the text says more. */
function exceptionOf(value: Fields): Failure | null {
  const text = at(value, "providerResponse", "textBody");
  const [line, type, message] = (typeof text === "string" && EXCEPTION.exec(text)) || [];
  if (line === undefined) return null;
  return failureOf({ type: type === "Error" ? null : type, message });
}

/**
 * What the app said of itself, by lower-case name: in the headers of the post, in those the logger was made with, or in
 * the request's meta.
 */
function propertiesOf(value: Fields, request: RequestFacts | undefined): ReadonlyMap<string, unknown> {
  const reported = [value.headers, at(value, "providerResponse", "headers"), at(value, "providerRequest", "meta")]
    .filter(isFields)
    .flatMap((fields) => Object.entries(fields).map(([name, text]) => [name.toLowerCase(), text] as const));
  const sent = [...(request?.headers ?? [])].filter(([name]) => name !== REQUEST_ID);
  return new Map<string, unknown>([...reported, ...sent]);
}

function providerOfPath(path = ""): string | null {
  const ending = HELICONE_ENDINGS.find((each) => path.endsWith(each));
  return (ending && PROVIDERS.get(ending)) ?? null;
}

/** Unix seconds, and the milliseconds beside them. */
function timingUs(time: unknown): number | null {
  const seconds = numberOf(at(time, "seconds"));
  const ms = numberOf(at(time, "milliseconds")) ?? 0;
  return seconds === null ? null : plausibleUs((seconds * 1_000 + ms) * 1_000);
}
