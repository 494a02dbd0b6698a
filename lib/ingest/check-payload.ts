import { CHECKED_ENTRIES_SHOWN, type CheckedEntry, type CheckedLogs, OWN_FORMAT } from "@/lib/contract/log-check";
import { formatInstantUs } from "@/lib/domain/instant";
import { RecentSpans } from "./formats/otlp/innermost";
import { readForeign } from "./formats/read-foreign";
import { type PostedRecord, parseLogsBody } from "./parse-logs-body";
import { sayError } from "./record-errors";
import { validateRecords } from "./validate-records";

type Read = PostedRecord | { ignored: string };

/** What would become of a payload, entry by entry, without storing it. Throws INVALID where the whole cannot be read. */
export function checkPayload(input: { format: string; text: string; nowUs: number }): CheckedLogs {
  const entries = readAll(input).map((read, place): CheckedEntry => {
    if ("ignored" in read) return { place, state: "ignored", record: null, reasons: [read.ignored] };
    const { valid, refused } = validateRecords([read]);
    const record = valid[0]?.record;
    if (!record) return { place, state: "refused", record: null, reasons: (refused[0]?.errors ?? []).map(sayError) };
    const told = Object.entries(record).filter(([, value]) => value !== null && value !== undefined);
    const shown = { ...Object.fromEntries(told), started_at: formatInstantUs(record.started_at) };
    return { place, state: "attempt", record: shown, reasons: [] };
  });
  const count = (state: CheckedEntry["state"]) => entries.filter((entry) => entry.state === state).length;
  return {
    attempts: count("attempt"),
    ignored: count("ignored"),
    refused: count("refused"),
    entries: entries.slice(0, CHECKED_ENTRIES_SHOWN),
  };
}

function readAll({ format, text, nowUs }: Parameters<typeof checkPayload>[0]): Read[] {
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
  return readForeign(body, new RecentSpans()).map((entry) => {
    if ("record" in entry) return { value: entry.record };
    return "ignored" in entry ? entry : { unreadable: entry.unreadable };
  });
}
