import { contradictionsOf, type LogRecord, type LogRecordInput } from "@/lib/contract/log-record";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { FIELD_CHECKS } from "./field-checks";

type JsonObject = { readonly [name: string]: unknown };

/**
 * The record a JSON value stands for, exactly as logRecordSchema reads it, at a fraction of the cost.
 *
 * Null, as for names with spaces around them, says nothing but "ask the schema", which has the last word and the reasons. A test holds the two together.
 */
export function checkRecord(value: unknown): LogRecord | null {
  if (!isObject(value) || !isRecord(value)) return null;
  const startedAtUs = parseInstantUs(value.started_at);
  return startedAtUs === null ? null : { ...value, started_at: startedAtUs };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null;
}

function isRecord(value: JsonObject): value is LogRecordInput {
  if (!("id" in value && "started_at" in value && "model" in value && "duration_ms" in value)) return false;
  for (const name in value) {
    if (FIELD_CHECKS.get(name)?.(value[name]) !== true) return false;
  }
  return contradictionsOf(value).length === 0;
}
