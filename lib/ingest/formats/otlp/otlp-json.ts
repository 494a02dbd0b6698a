import type { Format } from "../entry";
import { readItems } from "../read-payload";
import { readSpans } from "./read-spans";
import { spanEntries } from "./span-entries";

/** Trace exports as JSON, such as a collector's file exporter writes, one a line. */
export const otlpJson: Format = {
  name: "otlp",
  title: "OpenTelemetry traces (OTLP JSON)",
  read: ({ text }) =>
    spanEntries(
      readItems(text).flatMap((item) => ("broken" in item ? [{ broken: item.broken }] : readSpans(item.value))),
    ),
};
