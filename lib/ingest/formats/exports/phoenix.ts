import { type Fields, instantOf, isFields, nameOf } from "../../values";
import { readSpans, type Span } from "../otlp/read-spans";
import { exportedSpan, flatAttributes, nanoseconds, pathOf } from "./exported-span";
import { type RowSpan, spanExport } from "./span-export";

const ATTRIBUTES = "attributes.";
const KIND = "openinference.span.kind";
const EVENTS_MAX = 256;
const DEPTH_MAX = 12;

/**
 * Spans of Arize Phoenix: rows of `get_spans_dataframe` (CSV, JSON), spans of its REST API, its page's JSONL and its command
 * line, and its own spelling of OTLP JSON.
 *
 * Source: Arize-ai/phoenix at 9478f95 (server/api/routers/v1/spans.py, trace/dsl/query.py, phoenix-cli/src/trace.ts).
 */
export const phoenix = spanExport({ name: "phoenix", title: "Arize Phoenix spans export", spansOf });

function spansOf(row: unknown): RowSpan[] {
  if (!isFields(row)) return [{ broken: "Is no object" }];
  if (Array.isArray(row.spans)) return row.spans.flatMap(spansOf);
  if ("resource_spans" in row || "resourceSpans" in row) return readSpans(camelCased(row, 0));
  if (Array.isArray(row.attributes) || "start_time_unix_nano" in row || "startTimeUnixNano" in row) {
    return readSpans({ resourceSpans: [{ scopeSpans: [{ spans: [camelCased(row, 0)] }] }] });
  }
  return [spanOf(row)];
}

function spanOf(row: Fields): RowSpan {
  const attributes = flatAttributes(columnsOf(row), row.attributes);
  const kind = nameOf(row.span_kind);
  if (kind !== null && !attributes.has(KIND)) attributes.set(KIND, kind);
  return exportedSpan({
    traceId: pathOf(row, "context.trace_id"),
    spanId: pathOf(row, "context.span_id"),
    parentSpanId: row.parent_id,
    name: row.name,
    startUs: instantOf(row.start_time),
    endUs: instantOf(row.end_time),
    attributes,
    scope: "openinference",
    hasFailed: nameOf(row.status_code) === "ERROR",
    message: row.status_message,
    events: eventsOf(row.events),
  });
}

/** The columns of a frame that are attributes, by the attributes' names. */
function columnsOf(row: Fields): Fields {
  const columns = Object.entries(row).filter(([name]) => name.startsWith(ATTRIBUTES));
  return Object.fromEntries(columns.map(([name, value]) => [name.slice(ATTRIBUTES.length), value]));
}

function eventsOf(events: unknown): Span["events"] {
  if (!Array.isArray(events)) return [];
  return events.slice(0, EVENTS_MAX).flatMap((event) => {
    const timeUs = isFields(event) ? instantOf(event.timestamp) : null;
    if (timeUs === null || !isFields(event)) return [];
    return [
      { name: nameOf(event.name) ?? "", timeNs: nanoseconds(timeUs), attributes: flatAttributes(event.attributes) },
    ];
  });
}

/** Phoenix writes OTLP's fields as protobuf's definition does, where its JSON has them in camel case. */
function camelCased(value: unknown, depth: number): unknown {
  if (depth > DEPTH_MAX) return null;
  if (Array.isArray(value)) return value.map((each) => camelCased(each, depth + 1));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      camelCased(inner, depth + 1),
    ]),
  );
}
