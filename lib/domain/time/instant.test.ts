import fc from "fast-check";
import { expect, test } from "vitest";
import { formatInstantUs, parseInstantUs } from "./instant";

test.each([
  ["2026-03-01T12:00:00Z", Date.UTC(2026, 2, 1, 12) * 1000],
  ["2026-03-01T20:00:00.123456789+08:00", Date.UTC(2026, 2, 1, 12) * 1000 + 123456],
  ["2026-03-01t07:00:00.5-05:00", Date.UTC(2026, 2, 1, 12) * 1000 + 500000],
])("reads %s to the microsecond", (text, expected) => {
  expect(parseInstantUs(text)).toBe(expected);
});

test.each([
  "2026-03-01T12:00:00",
  "2026-03-01 12:00:00Z",
  "2026-02-30T12:00:00Z",
  "2026-13-01T12:00:00Z",
  "2026-03-01T24:00:00Z",
  "2026-03-01T12:00:00+0800",
  "2026-03-01",
  "now",
  "",
])("refuses %j", (text) => {
  expect(parseInstantUs(text)).toBeNull();
});

test("formats and reads back every microsecond", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e15 }), (epochUs) => {
      expect(parseInstantUs(formatInstantUs(epochUs))).toBe(epochUs);
    }),
  );
});

/** RFC 3339 by a regular expression and Date: slow, and independent of what it checks. */
function instantByDate(text: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(text);
  if (!match) return null;
  const [, day = "", time = "", fraction = "", sign, hours, minutes] = match;
  const ms = Date.parse(`${day}T${time}Z`);
  const exists = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(`${day}T${time}`);
  if (!exists || Number(hours ?? 0) > 23 || Number(minutes ?? 0) > 59) return null;
  const offsetMs = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -60_000 : 60_000);
  return (ms - offsetMs) * 1000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
}

const digits = (n: number) => fc.integer({ min: 0, max: n }).map((value) => String(value).padStart(2, "0"));
const year = fc.integer({ min: 0, max: 9_999 }).map((value) => String(value).padStart(4, "0"));
const fraction = fc.oneof(
  fc.constantFrom("", "."),
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 }).map((parts) => `.${parts.join("")}`),
);
const offset = fc.oneof(
  fc.constantFrom("Z", "z", "", "+0800", "+08", " Z", "Z ", "ZZ"),
  fc.tuple(fc.constantFrom("+", "-"), digits(25), digits(61)).map(([sign, h, m]) => `${sign}${h}:${m}`),
);
const almostInstant = fc
  .tuple(
    year,
    digits(13),
    digits(32),
    fc.constantFrom("T", "T", "t", " "),
    digits(25),
    digits(61),
    digits(61),
    fraction,
    offset,
  )
  .map(([y, mo, d, t, h, mi, s, f, z]) => `${y}-${mo}-${d}${t}${h}:${mi}:${s}${f}${z}`);

test("reads exactly what Date reads, of instants and of texts that are almost one", () => {
  fc.assert(
    fc.property(
      almostInstant,
      fc.nat(40),
      fc.constantFrom(null, "0", "9", "-", ":", ".", "T", "Z", "+", "٣", " ", ""),
      (text, at, spoilt) => {
        const tried = spoilt === null ? text : text.slice(0, at) + spoilt + text.slice(at + 1);
        expect([tried, parseInstantUs(tried)]).toEqual([tried, instantByDate(tried)]);
      },
    ),
    { numRuns: 5_000 },
  );
});

test("every day of four centuries and more is where Date puts it", () => {
  const wrong: string[] = [];
  for (let at = Date.UTC(1899, 0, 1); at < Date.UTC(2401, 0, 1); at += 86_400_000) {
    const text = new Date(at).toISOString();
    if (parseInstantUs(text) !== at * 1000) wrong.push(text);
  }
  expect(wrong).toEqual([]);
});
