import type { Format } from "../entry";
import { readItems } from "../read-payload";
import { type BrokenSpan, readSpans, type Span } from "./read-spans";
import { spanEntries } from "./span-entries";

/** Trace exports as JSON, such as a collector's file exporter writes, one a line. */
export const otlpJson: Format = {
  name: "otlp",
  title: "OpenTelemetry traces (OTLP JSON)",
  read: ({ text }) => spanEntries(readJsonSpans(text)),
};

/** The spans of one export, or of one a line. */
export function readJsonSpans(text: string): (Span | BrokenSpan)[] {
  return readItems(text).flatMap((item) => ("broken" in item ? [item] : readSpans(item.value)));
}
