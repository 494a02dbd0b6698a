/** What tools write where they have nothing: Python, pandas, PostgreSQL (\\N in COPY), spreadsheets and JavaScript. */
const NOTHING = new Set([
  ...["", "-", "--", "\\n", "null", "none", "nil", "nan", "<na>", "nat", "n/a", "#n/a", "undefined", "(null)"],
]);
const YES = new Set(["true", "t", "yes", "y", "on", "1", "1.0"]);
const NO = new Set(["false", "f", "no", "n", "off", "0", "0.0"]);

const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
/** "12,34,567.89", as India groups. */
const GROUPED_IN_TWOS = /^[+-]?[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?$/;
/** "1,234,567.89", "1 234.5", "1_000", "1'234": groups of three. */
const GROUPED = /^[+-]?[1-9]\d{0,2}(?:([,_' \u00a0\u202f])\d{3})(?:\1\d{3})*(?:\.\d+)?$/;
/** "1.234.567,89", "1 234,5" and "0,0035", as a comma is written for the decimal point. */
const DECIMAL_COMMA = /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?:[ '\u00a0\u202f]\d{3})+|\d+),\d+$/;
/** Dollars alone: amounts of another currency are no such number. */
const DOLLARS = /^(?:US ?\$|\$|USD)|(?:USD|US\$|\$)$/gi;

const SPAN = /^(\d+(?:\.\d+)?)\s*(ns|us|µs|ms|msec|milliseconds?|s|sec|secs|seconds?|m|min|minutes?)$/i;
const SPAN_MS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1_000, m: 60_000 };
/** PostgreSQL's intervals, Python's timedeltas and pandas': "00:00:01.234", "1 day, 0:00:01", "0 days 00:00:01.5". */
const CLOCK = /^(?:(\d{1,4}) days?,? )?(\d{1,2}):([0-5]\d):([0-5]\d(?:\.\d+)?)$/;
/** Go's durations of several units, and ISO 8601's: "1m2.5s", "PT1M2.5S". */
const UNITS = /^(?:PT)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,7}(?:\.\d+)?)s)?$/i;

/** Whether a text stands for nothing. */
export function isNothing(text: string): boolean {
  return NOTHING.has(text.toLowerCase());
}

export function writtenFlag(text: string): boolean | null {
  const word = text.toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : null;
}

/** A number as files write it, money in dollars too; null for what is none. */
export function writtenNumber(text: string): number | null {
  const bare = text.trim().replace(DOLLARS, "").trim();
  if (PLAIN.test(bare)) return Number(bare);
  if (GROUPED.test(bare)) return Number(bare.replace(/[,_' \u00a0\u202f]/g, ""));
  if (GROUPED_IN_TWOS.test(bare)) return Number(bare.replaceAll(",", ""));
  return DECIMAL_COMMA.test(bare) ? Number(bare.replace(/[. '\u00a0\u202f]/g, "").replace(",", ".")) : null;
}

/** A length of time that names its unit, in ms; null where it names none. */
export function writtenSpanMs(text: string): number | null {
  const [, amount, unit = ""] = SPAN.exec(text) ?? [];
  if (amount !== undefined) {
    const name = unit.toLowerCase();
    const scale =
      SPAN_MS[name] ?? (name.startsWith("ms") || name.startsWith("mil") ? 1 : name.startsWith("s") ? 1_000 : 60_000);
    return Number(amount) * scale;
  }
  const clock = CLOCK.exec(text);
  if (clock) {
    const [days, hours, minutes, seconds] = clock.slice(1).map((part) => Number(part ?? 0));
    return msOfParts({ days, hours, minutes, seconds });
  }
  const units = /\d/.test(text) ? UNITS.exec(text) : null;
  if (!units) return null;
  const [hours, minutes, seconds] = units.slice(1).map((part) => Number(part ?? 0));
  return msOfParts({ hours, minutes, seconds });
}

function msOfParts({ days = 0, hours = 0, minutes = 0, seconds = 0 }): number {
  return ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1_000;
}
