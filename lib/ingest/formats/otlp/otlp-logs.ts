import { isFields } from "../../values";
import type { Format } from "../entry";
import { readItems } from "../read-payload";
import { logEntries } from "./log-entries";
import { type BrokenLog, type LogEvent, readLogs } from "./read-logs";

/** Log exports as JSON, such as a collector's file exporter writes, one a line. */
export const otlpLogs: Format = {
  name: "otlp-logs",
  title: "OpenTelemetry logs of coding agents (OTLP JSON)",
  read: ({ text }) => logEntries(readJsonLogs(text)),
};

/** A row of a file may be the logs of one resource, of the list that an export is. */
function wholeOf(value: unknown): unknown {
  return isFields(value) && "scopeLogs" in value ? { resourceLogs: [value] } : value;
}

/** The log records of one export, or of one a line. */
export function readJsonLogs(text: string): (LogEvent | BrokenLog)[] {
  return readItems(text).flatMap((item): readonly (LogEvent | BrokenLog)[] =>
    "broken" in item ? [item] : readLogs(wholeOf(item.value)),
  );
}
