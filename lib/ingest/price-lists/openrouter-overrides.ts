import { inEnglish } from "@/lib/domain/in-english";
import type { Calendar } from "@/lib/domain/pricing/calendar";
import { describeCalendar } from "@/lib/domain/pricing/describe-calendar";
import { DAY_MINUTES, HOUR_MINUTES } from "@/lib/domain/time/units";
import { PRICE_FIELDS } from "./openrouter-pricing";
import { RowError } from "./read-amount";
import { isObject, type JsonObject } from "./read-json";

/** The prices under one set of conditions. */
type Variant = {
  /** Null of the base. */
  name: string | null;
  path: string;
  fields: JsonObject;
  contextAboveTokens: number;
  calendar: Calendar | null;
};

type Override = { aboveTokens: number; calendar: Calendar | null; fields: JsonObject; path: string };

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const CONDITIONS: ReadonlySet<string> = new Set(["min_prompt_tokens", "utc_start", "utc_end", "utc_days"]);

/**
 * The base and what overrides make of it, for each size of input and each time of the week that they name. Of several that
 * apply the later counts, field by field. Throws RowError for a condition that a price cannot have.
 */
export function variantsOf(pricing: JsonObject): Variant[] {
  const { overrides: listed = [] } = pricing;
  if (!Array.isArray(listed)) throw new RowError("pricing.overrides", "Must be a list");
  const overrides = listed.map(readOverride);
  const sizes = [...new Set([0, ...overrides.map(({ aboveTokens }) => aboveTokens)])].sort((a, b) => a - b);
  const times = new Map<string, Calendar | null>([["", null]]);
  for (const { calendar } of overrides) if (calendar) times.set(describeCalendar(calendar, inEnglish), calendar);
  return [...times].flatMap(([time, calendar]) =>
    sizes.map((aboveTokens): Variant => {
      const applied = overrides.filter(
        (override) =>
          override.aboveTokens <= aboveTokens &&
          (override.calendar === null || describeCalendar(override.calendar, inEnglish) === time),
      );
      const parts = [time, aboveTokens === 0 ? "" : `above ${aboveTokens}`].filter((part) => part !== "");
      return {
        name: parts.length === 0 ? null : parts.join(", "),
        path: applied.at(-1)?.path ?? "pricing",
        fields: Object.assign({}, pricing, ...applied.map(({ fields }) => fields)),
        contextAboveTokens: aboveTokens,
        calendar,
      };
    }),
  );
}

function readOverride(override: unknown, place: number): Override {
  const path = `pricing.overrides.${place}`;
  if (!isObject(override)) throw new RowError(path, "Must be an object");
  const strange = Object.keys(override).find((field) => !CONDITIONS.has(field) && !PRICE_FIELDS.has(field));
  if (strange !== undefined) throw new RowError(`${path}.${strange}`, "Is no condition that a price can have");
  const { min_prompt_tokens: min = 0 } = override;
  if (!Number.isSafeInteger(min) || Number(min) < 0) {
    throw new RowError(`${path}.min_prompt_tokens`, "Must be a number of tokens");
  }
  const fields = Object.fromEntries(Object.entries(override).filter(([field]) => PRICE_FIELDS.has(field)));
  return { aboveTokens: Number(min), calendar: calendarOf(override, path), fields, path };
}

function calendarOf(override: JsonObject, path: string): Calendar | null {
  const { utc_start, utc_end, utc_days } = override;
  const weekdays = utc_days === undefined ? null : weekdaysOf(utc_days, path);
  if (utc_start === undefined && utc_end === undefined) {
    return weekdays && { zone: "UTC", weekdays, hours: null, holidays: null };
  }
  const from = minuteOf(utc_start ?? 0, `${path}.utc_start`);
  const to = minuteOf(utc_end ?? 0, `${path}.utc_end`);
  const hours = from === to ? null : [{ from, to }];
  return weekdays === null && hours === null ? null : { zone: "UTC", weekdays, hours, holidays: null };
}

/** 1400 is 14:00, and 0 at the end of hours midnight. */
function minuteOf(clock: unknown, path: string): number {
  const [hour, minute] = [Math.floor(Number(clock) / 100), Number(clock) % 100];
  if (typeof clock !== "number" || !Number.isInteger(clock) || hour < 0 || hour > 24 || minute > 59) {
    throw new RowError(path, "Must be a time such as 1400");
  }
  return (hour * HOUR_MINUTES + minute) % DAY_MINUTES;
}

function weekdaysOf(names: unknown, path: string): number[] {
  const days = Array.isArray(names) ? names.map((name) => DAYS.indexOf(String(name).toLowerCase()) + 1) : [];
  if (days.length === 0 || days.includes(0)) throw new RowError(`${path}.utc_days`, "Must be names of weekdays");
  return [...new Set(days)].sort();
}
