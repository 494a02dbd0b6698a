import { createHash } from "node:crypto";
import { isStorable, MAX_NAME_CHARACTERS } from "@/lib/contract/common";
import { isUsd, MAX_DURATION_MS, MAX_ID_CHARACTERS, MAX_TOKENS } from "@/lib/contract/log-record";
import { HASHED_USER_CHARACTERS } from "@/lib/domain/hashed-user";

import { US_PER_MS } from "@/lib/domain/time/units";
import { parseTimeUs } from "./parse-time";

/**
 * What the tools write where they have nothing to say, in any case: Python's, JavaScript's and Go's nothing, Micrometer's
 * "none", Semantic Kernel's "N/A".
 */
const NOTHING = new Set(
  ["", "-", "--", "none", "null", "undefined", "nan", "nil", "n/a", "#n/a", "not available", "not_available"].flatMap(
    (word) => [word, `<${word}>`, `(${word})`],
  ),
);
/** What names nobody and nothing where a model, a provider or an id is meant. */
const NO_NAME = new Set(["unknown", "unset", "<unknown>", "not_set", "not set", "unspecified", "nobody", "string"]);
const NIL_ID = /^[0-]+$/;
const YES = new Set(["true", "1", "yes"]);
const NO = new Set(["false", "0", "no"]);
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const INSTANT_END_US = Date.UTC(9999, 0, 1) * US_PER_MS;

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value within nested objects, by its keys; undefined where the way ends. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (!isFields(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}

/** A name that can be stored, cut to what is allowed; null where there is none. */
export function nameOf(value: unknown, maxCharacters = MAX_NAME_CHARACTERS): string | null {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || isNothing(text)) return null;
  const cut = text.trim().slice(0, maxCharacters);
  return isStorable(cut) ? cut : cut.replaceAll("\u0000", "").toWellFormed() || null;
}

/** Whether a text says no more than that there is nothing to say. */
export function isNothing(text: string): boolean {
  return NOTHING.has(text.trim().toLowerCase());
}

/** The name of a model or of whoever serves it, which "unknown" is not. */
export function givenNameOf(value: unknown): string | null {
  const name = nameOf(value);
  return name === null || NO_NAME.has(name.toLowerCase()) ? null : name;
}

/** An id that can be stored; one that is too long becomes its hash, which is as much one thing's own. */
export function idOf(value: unknown): string | null {
  const text = nameOf(value, Number.POSITIVE_INFINITY);
  if (text === null || NO_NAME.has(text.toLowerCase()) || NIL_ID.test(text)) return null;
  if (text.length <= MAX_ID_CHARACTERS) return text;
  return hashOf(text);
}

/** A user where an id is often an e-mail address: a hash alone, the same for the same user of any source. */
export function hashedUser(user: string | null): string | null {
  return user === null ? null : hashOf(user).slice(0, HASHED_USER_CHARACTERS);
}

/** Only the fields that are known. */
export function withoutNulls<T extends object>(fields: T): Partial<T> {
  // Each field that is left is as it was.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Partial<T>;
}

/** What names a thing that has no id of its own. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A number, also as text; null for everything else. */
export function numberOf(value: unknown): number | null {
  const text = typeof value === "string" ? value.trim() : null;
  const number = text !== null && NUMBER.test(text) ? Number(text) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** A count of tokens; what is no such count is unknown. */
export function tokensOf(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && Number.isInteger(number) && number >= 0 && number <= MAX_TOKENS ? number : null;
}

/** Dollars, or null where they are none that could be meant. */
export function usdOf(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && number >= 0 && isUsd(number) ? number : null;
}

/** Yes or no, also as text or as 1 and 0. */
export function flagOf(value: unknown): boolean | null {
  if (typeof value === "boolean") return value;
  const text = typeof value === "string" || typeof value === "number" ? String(value).trim().toLowerCase() : "";
  return YES.has(text) ? true : NO.has(text) ? false : null;
}

/** An instant in epoch µs: text without a zone is UTC, a number is epoch seconds, ms, µs or ns by its size. */
export function instantOf(value: unknown): number | null {
  const us = parseTimeUs(value, "UTC");
  return us === null ? null : plausibleUs(us);
}

/** An instant to the whole µs, or null where it lies beyond what a date can say. */
export function plausibleUs(us: number): number | null {
  return us >= 0 && us < INSTANT_END_US ? Math.round(us) : null;
}

/** From one instant to a later one, both in epoch µs, in ms; null where it is not later, or one is unknown. */
export function msFrom(fromUs: number | null, toUs: number | null): number | null {
  return fromUs === null || toUs === null || toUs < fromUs ? null : (toUs - fromUs) / US_PER_MS;
}

/** Milliseconds to the µs, as records take them; null for what is no length of time. */
export function msOf(value: unknown): number | null {
  const ms = numberOf(value);
  return ms === null || ms < 0 || ms > MAX_DURATION_MS ? null : Math.round(ms * US_PER_MS) / US_PER_MS;
}

/** The time to the first token, where it is one: of a stream, after the start, and before the end where that is known. */
export function ttftWithin(ms: number | null, durationMs: number | null, streamed: boolean | null): number | null {
  return ms !== null && streamed !== false && ms > 0 && (durationMs === null || ms < durationMs) ? ms : null;
}

/** What JSON text holds, also text in text; everything else is itself. */
export function unpackJson(value: unknown): unknown {
  let unpacked = value;
  for (let layer = 0; layer < 2 && typeof unpacked === "string"; layer++) {
    try {
      unpacked = JSON.parse(unpacked);
    } catch {
      return unpacked;
    }
  }
  return unpacked;
}

/** The first that is there. */
export function firstOf<T>(...values: readonly (T | null | undefined)[]): T | null {
  return values.find((value) => value !== null && value !== undefined) ?? null;
}
