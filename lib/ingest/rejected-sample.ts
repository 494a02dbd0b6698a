import { logRecordSchema } from "@/lib/contract/log-record";
import { storableText } from "./record-errors";

const KNOWN_FIELDS = Object.keys(logRecordSchema.shape);
const TEXT_MAX = 128;
const UNKNOWN_MAX = 20;
const SAMPLE_MAX = 4_000;

/**
 * What is kept of a refused record: its known fields, cut short, and the mere names of others.
 *
 * A value of an unknown field is never kept, since it may be a prompt; null where it was no object at all.
 */
export function rejectedSample(sent: unknown): string | null {
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) return null;
  const record = new Map(Object.entries(sent));
  const sample: Record<string, unknown> = {};
  for (const field of KNOWN_FIELDS) {
    if (record.has(field)) sample[field] = shortened(record.get(field));
    record.delete(field);
  }
  if (record.size > 0) {
    sample.unknown_fields = [...record.keys()].slice(0, UNKNOWN_MAX).map((name) => storableText(name, TEXT_MAX));
  }
  return JSON.stringify(sample).slice(0, SAMPLE_MAX);
}

function shortened(value: unknown): unknown {
  if (typeof value === "string") return storableText(value, TEXT_MAX);
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "(a list)" : "(an object)";
  return value;
}
