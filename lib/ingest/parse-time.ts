import { parseInstantUs } from "@/lib/domain/time/instant";
import { zoneOffsetMs } from "@/lib/domain/time/time-zone";
import { DAY_MS } from "@/lib/domain/time/units";

/** "2026-03-01 12:00", "2026/03/01T12:00:00,123 +0100", "… 12:00:00.123+00", "… +0000 UTC", and a day alone. */
const WRITTEN =
  /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d+))?)?)? ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?(?: (?:UTC|GMT))?)?(?:\[[\w/+-]+\])?$/i;
/** RFC 2822 ("Sun, 01 Mar 2026 12:00:00 GMT") and web servers' logs ("[01/Mar/2026:12:00:00 +0000]"). */
const NAMED_MONTH =
  /^\[?(?:[a-z]{3}, )?(\d{1,2})[ /]([a-z]{3})[ /](\d{4})[ :](\d{2}:\d{2}:\d{2}) (Z|UTC|GMT|[+-]\d{4})\]?$/i;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const NUMBER = /^(\d+)(?:\.(\d*))?$/;
const SCIENTIFIC = /^\d(?:\.\d+)?e\+?\d{1,2}$/i;

/** From how many digits on an epoch time counts ms, µs and ns; fewer than 9 are no seconds of any time one has records of. */
const SECONDS_DIGITS = 9;
const MS_DIGITS = 12;
const US_DIGITS = 15;
const NS_DIGITS = 18;

/**
 * The instant a file means, in epoch µs, or null when it cannot be told.
 *
 * Text with an offset is what it says; naive text is local time of `zone`, and nothing without one. A number, also as text,
 * is epoch seconds, ms, µs or ns by its size. A local time that a clock change repeats means the first of the two, one that
 * it skips the time after.
 */
export function parseTimeUs(value: unknown, zone: string | null): number | null {
  if (typeof value === "number") return epochUs(String(value));
  if (typeof value !== "string") return null;
  const text = value.trim();
  return epochUs(text) ?? writtenUs(text, zone);
}

/** An epoch time of any unit, from its digits: of ns a number could not keep the last ones. */
function epochUs(text: string): number | null {
  // What is still written so as a number is beyond every time.
  if (SCIENTIFIC.test(text)) return SCIENTIFIC.test(String(Number(text))) ? null : epochUs(String(Number(text)));
  const [, whole = "", fraction = ""] = NUMBER.exec(text) ?? [];
  if (whole === "") return null;
  const digits = whole.replace(/^0+(?=\d)/, "").length;
  if (digits >= NS_DIGITS) return scaled(whole, fraction, -3);
  if (digits >= US_DIGITS) return scaled(whole, fraction, 0);
  return scaled(whole, fraction, digits >= MS_DIGITS || digits < SECONDS_DIGITS ? 3 : 6);
}

/** A decimal times a power of ten, to the whole. */
function scaled(whole: string, fraction: string, power: number): number | null {
  const number = Math.round(Number(`${whole}.${fraction || "0"}e${power}`));
  return Number.isSafeInteger(number) ? number : null;
}

function writtenUs(text: string, zone: string | null): number | null {
  const month = NAMED_MONTH.exec(text);
  if (month) {
    const [, day = "", name = "", year, time, offset] = month;
    const number = MONTHS.indexOf(name.toLowerCase()) + 1;
    return parseInstantUs(`${year}-${padded(number)}-${padded(Number(day))}T${time}${offsetOf(offset)}`);
  }
  const match = WRITTEN.exec(text);
  if (!match) return parseInstantUs(text);
  const [, year, monthOf, day, minutes = "00:00", seconds = "00", fraction, offset] = match;
  const local = `${year}-${monthOf}-${day}T${minutes}:${seconds}${fraction ? `.${fraction}` : ""}`;
  if (offset) return parseInstantUs(local + offsetOf(offset));
  if (zone === null) return null;
  const localUs = parseInstantUs(`${local}Z`);
  return localUs === null ? null : localUs - offsetAtLocalMs(Math.floor(localUs / 1000), zone) * 1000;
}

/** "+0530", "+05" and "+05:30 UTC" as RFC 3339 writes them. */
function offsetOf(text = "Z"): string {
  const [, hours, minutes = "00"] = /^([+-]\d{2}):?(\d{2})?/.exec(text) ?? [];
  return hours === undefined ? "Z" : `${hours}:${minutes}`;
}

function padded(number: number): string {
  return String(number).padStart(2, "0");
}

function offsetAtLocalMs(localMs: number, zone: string): number {
  const before = zoneOffsetMs(localMs - DAY_MS, zone);
  const after = zoneOffsetMs(localMs + DAY_MS, zone);
  // The offset of the day before gives the first of two, and jumps over a gap; unless the change lies behind already.
  return zoneOffsetMs(localMs - before, zone) === before ? before : skippedOrAfter(localMs, zone, before, after);
}

function skippedOrAfter(localMs: number, zone: string, before: number, after: number): number {
  return zoneOffsetMs(localMs - after, zone) === after ? after : before;
}
