import { contradictionsOf, type LogRecord, type LogRecordInput } from "@/lib/contract/log-record";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { FIELD_CHECKS, type FieldCheck } from "./field-checks";

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
  let place = 0;
  for (const name in value) {
    const check = name === names[place] ? checks[place] : checkAt(place, name);
    if (check?.(value[name]) !== true) return false;
    place++;
  }
  return contradictionsOf(value).length === 0;
}

// The fields of the record before, in its order: a sender's records all have the same, which need not be looked up each time.
const names: string[] = [];
const checks: FieldCheck[] = [];

function checkAt(place: number, name: string): FieldCheck | undefined {
  const check = FIELD_CHECKS.get(name);
  if (check) {
    names[place] = name;
    checks[place] = check;
  }
  return check;
}
