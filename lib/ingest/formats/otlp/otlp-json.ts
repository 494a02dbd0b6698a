import type { Format } from "../entry";
import { readItems } from "../read-payload";
import { openTraces } from "./open-traces";
import { type BrokenSpan, readSpans, type Span } from "./read-spans";
import { spanEntries } from "./span-entries";

/** Trace exports as JSON, such as a collector's file exporter writes, one a line. */
export const otlpJson: Format = {
  name: "otlp",
  title: "OpenTelemetry traces (OTLP JSON)",
  read: ({ text }) => spanEntries(readJsonSpans(text)),
  open: () => {
    const entriesOf = openTraces();
    return ({ text }) => entriesOf(readJsonSpans(text));
  },
};

/** The spans of one export, or of one a line. */
export function readJsonSpans(text: string): (Span | BrokenSpan)[] {
  return readItems(text).flatMap((item) => ("broken" in item ? [item] : readSpans(item.value)));
}

/** Why an export has no spans; exporters are often given one address for all three kinds. */
export function whyNoSpans(text: string): string {
  if (text.includes('"resourceMetrics"')) return IGNORED_METRICS;
  return text.includes('"resourceLogs"') ? "It has logs, which are read as otlp-logs" : "There is no span in it";
}

export const IGNORED_METRICS = "Switchyard reads traces and logs; metrics are ignored";
