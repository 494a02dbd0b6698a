import { at, type Fields, firstOf, idOf, isFields, nameOf } from "../../values";
import type { Span } from "../otlp/read-spans";
import { ERROR_STATUS } from "../otlp/read-spans";
import type { AttributeValue } from "../otlp/read-values";
import type { RowSpan } from "./span-export";

const ATTRIBUTES_MAX = 1_000;
const DEPTH_MAX = 8;
/** Names of attributes that hold prompts and answers: they are not even looked at. */
const BODY = /^(?:input|output)\.value$|(?:input|output)_messages|^llm\.(?:prompts|tools|function_call)\b/;

export type ExportedFacts = {
  traceId: unknown;
  spanId: unknown;
  parentSpanId: unknown;
  name: unknown;
  /** In epoch µs. */
  startUs: number | null;
  endUs: number | null;
  attributes: Span["attributes"];
  resource?: Span["attributes"];
  /** The instrumentation, by which its counts of tokens are understood. */
  scope: string;
  hasFailed: boolean;
  message: unknown;
  events?: Span["events"];
};

/** A span as an export tells it, whose ids may be written in any way. */
export function exportedSpan(facts: ExportedFacts): RowSpan {
  const { name, startUs, endUs, attributes, resource = new Map(), scope, hasFailed, message, events = [] } = facts;
  const spanId = idOf(facts.spanId)?.toLowerCase() ?? null;
  const traceId = firstOf(idOf(facts.traceId)?.toLowerCase(), spanId);
  if (spanId === null || traceId === null) return { broken: "a span has no id" };
  if (startUs === null) return { broken: "a span has no start" };
  if (endUs === null) return { ignored: "has not ended" };
  return {
    ...{ traceId, spanId, parentSpanId: idOf(facts.parentSpanId)?.toLowerCase() ?? null, name: nameOf(name) ?? "" },
    ...{ startNs: nanoseconds(startUs), endNs: nanoseconds(endUs) },
    ...{ attributes, resource, scope, scopeVersion: null, events },
    statusCode: hasFailed ? ERROR_STATUS : 1,
    statusMessage: nameOf(message, 500),
  };
}

export function nanoseconds(us: number): bigint {
  return BigInt(us) * 1_000n;
}

/** The simple values among attributes, whose names may be nested or whole; lists and bodies are left out. */
export function flatAttributes(...sources: readonly unknown[]): Map<string, AttributeValue> {
  const flat = new Map<string, AttributeValue>();
  for (const source of sources) if (isFields(source)) addFlat(flat, source, "", 0);
  return flat;
}

function addFlat(flat: Map<string, AttributeValue>, fields: Fields, prefix: string, depth: number): void {
  for (const [key, value] of Object.entries(fields)) {
    const name = prefix + key;
    if (flat.size >= ATTRIBUTES_MAX || BODY.test(name)) continue;
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") flat.set(name, value);
    else if (isFields(value) && depth < DEPTH_MAX) addFlat(flat, value, `${name}.`, depth + 1);
  }
}

/** The attributes that have a value, as a span has them. */
export function givenAttributes(named: Readonly<Record<string, unknown>>): Map<string, AttributeValue> {
  const given = new Map<string, AttributeValue>();
  for (const [name, value] of Object.entries(named)) {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") given.set(name, value);
  }
  return given;
}

/** The provider's own usage as an attribute that spans carry it under, where there is any. */
export function rawUsageAttribute(block: unknown): Record<string, string> {
  return isFields(block) && Object.keys(block).length > 0 ? { "gen_ai.usage.raw": JSON.stringify(block) } : {};
}

/** A value of a row by its path, also where a table has the path as the name of a column. */
export function pathOf(row: Fields, path: string): unknown {
  return firstOf(at(row, ...path.split(".")), row[path]);
}
