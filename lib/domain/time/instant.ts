import { DAY_MS, MINUTE_MS } from "./units";

/** Days from the first of March of the year 0 to the first of January 1970. */
const DAYS_TO_1970 = 719_468;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Not a digit: as a part of a number it makes the number fail every check. */
const NONE = Number.NaN;

/**
 * Microseconds since the epoch of an RFC 3339 instant, or null when the text is not one.
 *
 * A time without an offset is not an instant and gives null; digits beyond the microsecond are cut. Read character by
 * character, because every record has one: a regular expression and a Date take seven times as long.
 */
export function parseInstantUs(text: string): number | null {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const days = daysOf(year, twoDigits(text, 5), twoDigits(text, 8));
  const minutes = minutesOf(twoDigits(text, 11), twoDigits(text, 14));
  const seconds = twoDigits(text, 17);
  if (!isPunctuated(text) || !(seconds <= 59)) return null;

  let end = 19;
  let micros = 0;
  if (text[end] === ".") {
    for (let unit = 100_000; isDigit(text.charCodeAt(++end)); unit = Math.floor(unit / 10)) {
      micros += digitAt(text, end) * unit;
    }
    if (end === 20) return null;
  }
  const ms = days * DAY_MS + (minutes - offsetMinutes(text, end)) * MINUTE_MS + seconds * 1000;
  return Number.isNaN(ms) ? null : ms * 1000 + micros;
}

function isPunctuated(text: string): boolean {
  const separator = text[10];
  return (
    text[4] === "-" &&
    text[7] === "-" &&
    (separator === "T" || separator === "t") &&
    text[13] === ":" &&
    text[16] === ":"
  );
}

/** Days since 1970 of a day that exists, else NaN. */
function daysOf(year: number, month: number, day: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
  if (!(day >= 1 && day <= last)) return NONE;
  // Years are counted from March, so that the leap day is a year's last.
  const marchYear = month > 2 ? year : year - 1;
  const sinceMarch = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + sinceMarch - DAYS_TO_1970;
}

function minutesOf(hours: number, minutes: number): number {
  return hours <= 23 && minutes <= 59 ? hours * 60 + minutes : NONE;
}

/** The offset with which a text ends, in minutes; NaN when it ends otherwise. */
function offsetMinutes(text: string, at: number): number {
  const sign = text[at];
  if (sign === "Z" || sign === "z") return text.length === at + 1 ? 0 : NONE;
  if ((sign !== "+" && sign !== "-") || text[at + 3] !== ":" || text.length !== at + 6) return NONE;
  const minutes = minutesOf(twoDigits(text, at + 1), twoDigits(text, at + 4));
  return sign === "-" ? -minutes : minutes;
}

function twoDigits(text: string, at: number): number {
  return digitAt(text, at) * 10 + digitAt(text, at + 1);
}

function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return isDigit(code) ? code - 48 : NONE;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The instant as RFC 3339 UTC text: milliseconds always, microseconds when there are any. */
export function formatInstantUs(epochUs: number): string {
  const ms = Math.floor(epochUs / 1000);
  const micros = epochUs - ms * 1000;
  const text = new Date(ms).toISOString();
  return micros === 0 ? text : `${text.slice(0, -1)}${String(micros).padStart(3, "0")}Z`;
}
