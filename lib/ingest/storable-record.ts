import { logRecordSchema } from "@/lib/contract/log-record";
import { CALL_UNITS } from "@/lib/domain/pricing/call-units";
import { storableText } from "./record-errors";

type PlainValue = string | number | boolean | null | string[] | Record<string, number>;

/** What is kept of a rejected record: its known fields as far as they are plain values, and the mere names of others. */
export type StorableRecord = {
  /** Null where what was sent is no object at all. */
  record: Record<string, PlainValue> | null;
  unknownFields: string[];
};

const KNOWN_FIELDS = Object.keys(logRecordSchema.shape);
const TEXT_MAX = 256;
const LIST_MAX = 64;
const UNKNOWN_MAX = 20;
const NAME_MAX = 128;

/**
 * What of a rejected record is kept to be shown and replayed.
 *
 * A value of an unknown field is never kept, since it may be a prompt, nor is an object in a known one.
 */
export function storableRecord(sent: unknown): StorableRecord {
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) return { record: null, unknownFields: [] };
  const fields = new Map<string, unknown>(Object.entries(sent));
  const record: NonNullable<StorableRecord["record"]> = {};
  for (const field of KNOWN_FIELDS) {
    const value = field === "units" ? plainUnits(fields.get(field)) : plainValue(fields.get(field));
    if (value !== undefined) record[field] = value;
    fields.delete(field);
  }
  const unknownFields = [...fields.keys()].slice(0, UNKNOWN_MAX).map((name) => storableText(name, NAME_MAX));
  return { record, unknownFields };
}

/** The counts of units; whatever else is in the object may be anything. */
function plainUnits(value: unknown): PlainValue | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return plainValue(value);
  const counts = new Map<string, unknown>(Object.entries(value));
  const units = CALL_UNITS.flatMap((unit) => {
    const count = counts.get(unit);
    return typeof count === "number" ? [[unit, count] as const] : [];
  });
  return Object.fromEntries(units);
}

function plainValue(value: unknown): PlainValue | undefined {
  if (typeof value === "string") return storableText(value, TEXT_MAX);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((item) => typeof item === "string").slice(0, LIST_MAX);
  return texts.map((text) => storableText(text, TEXT_MAX));
}
