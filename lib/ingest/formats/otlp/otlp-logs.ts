import type { Entry, Format } from "../entry";
import { readItems } from "../read-payload";
import { logEntries } from "./log-entries";
import { readLogs } from "./read-logs";

/** Log exports as JSON, such as a collector's file exporter writes, one a line. */
export const otlpLogs: Format = {
  name: "otlp-logs",
  title: "OpenTelemetry logs of coding agents (OTLP JSON)",
  read: ({ text }) => readJsonLogs(text),
};

/** What the log records of one export, or of one a line, tell. */
export function readJsonLogs(text: string): Entry[] {
  const items = readItems(text);
  const events = items.flatMap((item) => ("broken" in item ? [] : readLogs(item.value)));
  const broken = items.flatMap((item) => ("broken" in item ? [{ unreadable: item.broken }] : []));
  return [...logEntries(events), ...broken];
}
