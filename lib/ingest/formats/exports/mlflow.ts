import { at, type Fields, firstOf, idOf, instantOf, isFields, nameOf, unpackJson, usdOf } from "../../values";
import type { AttributeValue } from "../otlp/read-values";
import { exportedSpan, flatAttributes, givenAttributes, rawUsageAttribute } from "./exported-span";
import { type RowSpan, spanExport } from "./span-export";

const BASE64_ID = /^[A-Za-z0-9+/]{11}=$|^[A-Za-z0-9+/]{22}==$/;
const FAILED = /ERROR/i;
/** What MLflow keeps of a call's own body; of these only the model, the flag for streams and the usage are looked at. */
const BODIES = ["mlflow.spanInputs", "mlflow.spanOutputs"];
/** Formats of messages that one provider has. */
const MAKERS: ReadonlySet<string> = new Set(["anthropic", "bedrock", "gemini", "groq", "mistral", "openai"]);

/**
 * Traces of MLflow as `Trace.to_json`, `search_traces` and its REST API write them, in the three schemas of spans there are.
 *
 * Source: mlflow/mlflow, entities/span.py, entities/trace.py and tracing/constant.py (2.14 to 3.9).
 */
export const mlflow = spanExport({ name: "mlflow", title: "MLflow traces export", spansOf });

function spansOf(row: unknown): RowSpan[] {
  const trace = isFields(row) ? traceOf(row) : null;
  if (trace === null) return [{ broken: "Is no object" }];
  const info = firstOf(trace.info, trace.trace_info, trace);
  const spans = unpackJson(firstOf(at(trace, "data", "spans"), trace.spans));
  if (Array.isArray(spans))
    return spans.map((span) => (isFields(span) ? spanOf(span, info) : { broken: "Is no object" }));
  if (typeof spans === "string") {
    return [{ broken: "spans is no JSON: write the frame with to_json(orient='records', lines=True)" }];
  }
  return "span_id" in trace || "context" in trace ? [spanOf(trace, null)] : [{ broken: "spans is missing" }];
}

/** A row of a frame may have the whole trace as text, and what the REST API answers has it in an object. */
function traceOf(row: Fields): Fields {
  const whole = unpackJson(row.trace);
  return isFields(whole) ? whole : row;
}

function spanOf(span: Fields, info: unknown): RowSpan {
  const attributes = attributesOf(span.attributes);
  const status = firstOf(at(span.status, "code"), span.status_code, span.status);
  return exportedSpan({
    traceId: hexId(firstOf(span.otel_trace_id, at(span.context, "trace_id"), span.trace_id)),
    spanId: hexId(firstOf(span.span_id, at(span.context, "span_id"))),
    parentSpanId: hexId(firstOf(span.parent_span_id, span.parent_id)),
    name: span.name,
    startUs: instantOf(firstOf(span.start_time_unix_nano, span.start_time, span.start_time_ns)),
    endUs: instantOf(firstOf(span.end_time_unix_nano, span.end_time, span.end_time_ns)),
    attributes: new Map([...callerOf(info), ...attributes]),
    scope: "mlflow",
    hasFailed: status === 2 || FAILED.test(nameOf(status) ?? ""),
    message: firstOf(at(span.status, "message"), at(span.status, "description"), span.status_message),
    events: [],
  });
}

/** Version 3 of the schema has ids as bytes in base64, version 2 as Python writes hexadecimal numbers. */
function hexId(id: unknown): string | null {
  const text = idOf(id);
  return text !== null && BASE64_ID.test(text)
    ? Buffer.from(text, "base64").toString("hex")
    : (text?.replace(/^0x/, "") ?? null);
}

/** Each value is JSON of its own; what no attribute of MLflow's says may stand in the body of the call. */
function attributesOf(sent: unknown): Map<string, AttributeValue> {
  const packed = isFields(sent) ? sent : {};
  const value = (name: string) => unpackJson(packed[name]);
  const [inputs, outputs] = BODIES.map(value);
  const others = Object.entries(packed).filter(([name]) => !BODIES.includes(name) && !name.startsWith("mlflow.chat."));
  const usage = value("mlflow.chat.tokenUsage");
  return new Map([
    ...flatAttributes(Object.fromEntries(others.map(([name, text]) => [name, simpleOf(text)]))),
    ...givenAttributes({
      "gen_ai.request.model": firstOf(
        nameOf(value("mlflow.llm.model")),
        nameOf(at(inputs, "model")),
        nameOf(at(value("invocation_params"), "model")),
        nameOf(at(value("invocation_params"), "model_name")),
        nameOf(value("model")),
      ),
      "gen_ai.response.model": nameOf(at(outputs, "model")),
      "gen_ai.response.id": nameOf(at(outputs, "id")),
      "gen_ai.provider.name": firstOf(nameOf(value("mlflow.llm.provider")), makerOf(value("mlflow.message.format"))),
      "gen_ai.request.stream": at(inputs, "stream"),
      "gen_ai.usage.total_cost": usdOf(at(value("mlflow.llm.cost"), "total_cost")),
      ...countsOf(usage),
    }),
    ...givenAttributes(rawUsageAttribute(at(outputs, "usage"))),
  ]);
}

/** Whose messages a call's are; some are those of a framework. */
function makerOf(format: unknown): string | null {
  const name = nameOf(format);
  return name !== null && MAKERS.has(name) ? name : null;
}

function countsOf(usage: unknown): Record<string, unknown> {
  if (!isFields(usage)) return {};
  return Object.fromEntries(Object.entries(usage).map(([name, count]) => [`gen_ai.usage.${name}`, count]));
}

/** A text in JSON's quotes is that text, but nothing more is made of what it says. */
function simpleOf(value: unknown): unknown {
  const unpacked = typeof value === "string" && value.startsWith('"') ? unpackJson(value) : value;
  return isFields(unpacked) ? null : unpacked;
}

function callerOf(info: unknown): Map<string, AttributeValue> {
  const metadata = unpackJson(firstOf(at(info, "trace_metadata"), at(info, "request_metadata")));
  const one = (name: string) => nameOf(listedOrNamed(metadata, name));
  return givenAttributes({ "session.id": one("mlflow.trace.session"), "user.id": one("mlflow.trace.user") });
}

/** The REST API of MLflow 2 has metadata as a list of keys and values. */
function listedOrNamed(metadata: unknown, name: string): unknown {
  if (!Array.isArray(metadata)) return at(metadata, name);
  return at(
    metadata.find((each) => at(each, "key") === name),
    "value",
  );
}
