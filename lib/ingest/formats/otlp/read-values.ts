import { at, isFields, nameOf, numberOf } from "../../values";

export type AttributeValue = string | number | boolean;
export type Attributes = ReadonlyMap<string, AttributeValue>;

export const NO_TRACE = "0".repeat(32);
export const NO_SPAN = "0".repeat(16);
/** Exporters send at most 128. */
const ATTRIBUTES_MAX = 1_000;
export const FINISH_REASONS = "gen_ai.response.finish_reasons";

/** The attributes of a list of OTLP's, by name. */
export function attributesOf(list: unknown): Attributes {
  const attributes = new Map<string, AttributeValue>();
  for (const entry of listOf(list).slice(0, ATTRIBUTES_MAX)) {
    const key = at(entry, "key");
    const sent = at(entry, "value");
    const value = key === FINISH_REASONS ? (firstText(sent) ?? anyValue(sent)) : anyValue(sent);
    if (typeof key === "string" && value !== null) attributes.set(key, value);
  }
  return attributes;
}

function firstText(value: unknown): string | null {
  return nameOf(at(listOf(at(value, "arrayValue", "values"))[0], "stringValue"));
}

/** A simple value; lists tell us nothing, but for the reasons why the answers to one call ended. */
export function anyValue(value: unknown): AttributeValue | null {
  if (!isFields(value)) return null;
  const { stringValue, boolValue, intValue, doubleValue } = value;
  if (typeof stringValue === "string") return stringValue;
  if (typeof boolValue === "boolean") return boolValue;
  return numberOf(intValue) ?? numberOf(doubleValue);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** JSON has ids as hex in either case, protobuf as bytes. */
export function hexId(value: unknown, none: string): string | null {
  const hex =
    value instanceof Uint8Array
      ? Buffer.from(value).toString("hex")
      : (typeof value === "string" ? value : "").toLowerCase();
  return hex.length === none.length && hex !== none && /^[0-9a-f]+$/.test(hex) ? hex : null;
}

/** Text or number; 0 where there is none. */
export function nanoseconds(value: unknown): bigint {
  if (typeof value === "number" && Number.isSafeInteger(Math.trunc(value / 1e4)) && value >= 0)
    return BigInt(Math.trunc(value));
  return typeof value === "string" && /^\d{1,19}$/.test(value) ? BigInt(value) : 0n;
}
