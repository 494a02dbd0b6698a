import type { Attempt } from "@/lib/contract/attempt";
import {
  CHECKED_ENTRIES_SHOWN,
  type CheckedEntry,
  type CheckedLogs,
  type CountedAttempt,
  OWN_FORMAT,
} from "@/lib/contract/log-check";
import type { RecordError } from "@/lib/contract/record-error";
import { INGEST_CHECK, INGEST_CHECKS, noIngestCounts } from "@/lib/domain/ingest-checks/ingest-checks";
import { formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { otlpJson, whyNoSpans } from "./formats/otlp/otlp-json";
import { readIntegrationBody } from "./formats/read-integration";
import { type NormalizeContext, normalizeAttempt } from "./normalize-attempt";
import { type PostedRecord, parseLogsBody } from "./parse-logs-body";
import { describeError } from "./record-errors";
import { countIngested } from "./stats/count-ingest";
import { RepeatedCalls } from "./stats/repeated-calls";
import { validateRecords } from "./validate-records";

type Read = PostedRecord | { ignored: string };
type Payload = { format: string; text: string; nowUs: number };

/** One attempt alone may be a half hour old for any reason. */
const CHECKS_OF_ONE = INGEST_CHECKS.filter((name) => name !== "time_zone");

/** What would become of a payload, entry by entry, without storing it. Throws INVALID where the whole cannot be read. */
export function checkPayload(input: { format: string; text: string; context: NormalizeContext }): CheckedLogs {
  const { format, text, context } = input;
  const payload = { format, text, nowUs: context.nowUs };
  const read = readAll(payload);
  const repeated = new RepeatedCalls();
  const entries = (read.length > 0 ? read : [{ ignored: whyNothing(payload) }]).map((entry, place): CheckedEntry => {
    const none = { place, record: null, counted: null };
    const rejectedEntry = (errors: readonly RecordError[]): CheckedEntry => ({
      ...none,
      state: "refused",
      reasons: errors.map(describeError),
    });
    if ("ignored" in entry) return { ...none, state: "ignored", reasons: [entry.ignored] };
    const { valid, invalid } = validateRecords([entry]);
    const record = valid[0]?.record;
    if (!record) return rejectedEntry(invalid[0]?.errors ?? []);
    const attempt = normalizeAttempt(record, context);
    if (Array.isArray(attempt)) return rejectedEntry(attempt);
    const given = Object.entries(record).filter(([, value]) => value !== null && value !== undefined);
    const shown = { ...Object.fromEntries(given), started_at: formatInstantUs(record.started_at) };
    const counted = countedAs(attempt, context.nowUs, repeated.isRepeat(attempt));
    return { place, state: "attempt", record: shown, counted, reasons: [] };
  });
  const count = (state: CheckedEntry["state"]) => entries.filter((entry) => entry.state === state).length;
  return {
    attempts: count("attempt"),
    ignored: count("ignored"),
    refused: count("refused"),
    entries: entries.slice(0, CHECKED_ENTRIES_SHOWN),
  };
}

function countedAs(attempt: Attempt, nowUs: number, isRepeat: boolean): CountedAttempt {
  const { model, provider, costPico, priceId } = attempt;
  const counts = noIngestCounts();
  countIngested(counts, attempt, nowUs, isRepeat);
  return {
    model,
    provider,
    cost_usd: formatUsdOrNull(costPico),
    cost_estimated: attempt.costEstimated,
    has_price: priceId !== null,
    warnings: CHECKS_OF_ONE.filter((name) => INGEST_CHECK[name].bad(counts) > 0),
  };
}

function whyNothing({ format, text }: Payload): string {
  return format === otlpJson.name ? whyNoSpans(text) : "There is no record in it";
}

function readAll({ format, text, nowUs }: Payload): Read[] {
  if (format === OWN_FORMAT) {
    const isLines = text.trimStart().startsWith("{") && text.trim().includes("\n{");
    return parseLogsBody(text, isLines ? "application/x-ndjson" : "application/json");
  }
  const body = {
    format,
    bytes: new Uint8Array(0),
    contentType: "application/json",
    receivedAtUs: nowUs,
    text: () => text,
  };
  return readIntegrationBody(body).map((entry) => {
    if ("record" in entry) return { value: entry.record };
    return "ignored" in entry ? entry : { unreadable: entry.unreadable };
  });
}
