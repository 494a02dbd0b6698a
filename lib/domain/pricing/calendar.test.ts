import fc from "fast-check";
import { expect, test } from "vitest";
import { parseInstantUs } from "../time/instant";
import { DAY_US, MINUTE_US } from "../time/units";
import { type Calendar, judgeCalendar } from "./calendar";
import { describeCalendar } from "./describe-calendar";

/** Monday to Friday 09:00–12:00 and 14:00–18:00 in Beijing, not on Chinese public holidays. */
const BEIJING_PEAK: Calendar = {
  zone: "Asia/Shanghai",
  weekdays: [1, 2, 3, 4, 5],
  hours: [
    { from: 9 * 60, to: 12 * 60 },
    { from: 14 * 60, to: 18 * 60 },
  ],
  holidays: { list: "cn-public-holidays", applies: "outside" },
};
const judge = (calendar: Calendar, at: string) => judgeCalendar(calendar, parseInstantUs(at) ?? Number.NaN);
const applies = (calendar: Calendar, at: string) => judge(calendar, at) === "applies";

function minutesApplied(calendar: Calendar, from: string, days: number): number {
  const start = parseInstantUs(from) ?? 0;
  let minutes = 0;
  for (let at = start; at < start + days * DAY_US; at += MINUTE_US) {
    if (judgeCalendar(calendar, at) !== "does-not-apply") minutes++;
  }
  return minutes;
}

test("hours are half-open to the minute, in the zone's own time", () => {
  const friday = [
    "00:59:59.999999Z",
    "01:00:00Z",
    "03:59:59.999999Z",
    "04:00:00Z",
    "05:59:59Z",
    "06:00:00Z",
    "10:00:00Z",
  ];
  expect(friday.map((time) => applies(BEIJING_PEAK, `2026-10-09T${time}`))).toEqual([
    false,
    true,
    true,
    false,
    false,
    true,
    false,
  ]);
});

test("weekdays and holidays are those of the zone's date", () => {
  // Monday 00:30 in Shanghai is still Sunday in UTC.
  const night = { ...BEIJING_PEAK, hours: [{ from: 0, to: 60 }] };
  expect(applies(night, "2026-10-11T16:30:00Z")).toBe(true);
  expect(applies(night, "2026-10-09T16:30:00Z")).toBe(false);
});

test("the holiday week of October 2026 is out, and its working Saturday stays a Saturday", () => {
  const atTen = (day: string) => applies(BEIJING_PEAK, `2026-10-${day}T02:00:00Z`);
  expect(["01", "02", "05", "06", "07"].map(atTen)).toEqual([false, false, false, false, false]);
  expect(["08", "09", "10", "11", "12"].map(atTen)).toEqual([true, true, false, false, true]);
  const without = { ...BEIJING_PEAK, holidays: null };
  expect(applies(without, "2026-10-01T02:00:00Z")).toBe(true);
});

test("a doubled price overstates an even week by 6.9 % on all days, and October 2026 by 11.4 %", () => {
  const daily = { ...BEIJING_PEAK, weekdays: null, holidays: null };
  const doubled = (minutes: number, days: number) => days * 24 * 60 + minutes;
  const week = [daily, { ...BEIJING_PEAK, holidays: null }].map((calendar) =>
    doubled(minutesApplied(calendar, "2026-10-11T16:00:00Z", 7), 7),
  );
  // 7 × (24 + 7) hours against 5 × 31 + 2 × 24.
  expect(week).toEqual([217 * 60, 203 * 60]);
  const october = [daily, BEIJING_PEAK].map((calendar) =>
    doubled(minutesApplied(calendar, "2026-09-30T16:00:00Z", 31), 31),
  );
  // 31 × 31 hours against 17 × 31 + 14 × 24.
  expect(october).toEqual([961 * 60, 863 * 60]);
});

test("a year whose holidays were not published says so where the weekday alone decides", () => {
  expect(judge(BEIJING_PEAK, "2027-10-01T02:00:00Z")).toBe("unknown-year");
  expect(judge(BEIJING_PEAK, "2027-10-02T02:00:00Z")).toBe("does-not-apply");
  const onHolidays: Calendar = {
    ...BEIJING_PEAK,
    weekdays: null,
    hours: null,
    holidays: { list: "cn-public-holidays", applies: "on" },
  };
  expect(judge(onHolidays, "2027-10-01T02:00:00Z")).toBe("does-not-apply");
  expect(judge(onHolidays, "2026-10-01T02:00:00Z")).toBe("applies");
});

test("clock changes and zones off the hour are followed", () => {
  const morning = (zone: string): Calendar => ({
    zone,
    weekdays: null,
    hours: [{ from: 540, to: 541 }],
    holidays: null,
  });
  expect(applies(morning("Europe/Berlin"), "2026-03-28T08:00:00Z")).toBe(true);
  expect(applies(morning("Europe/Berlin"), "2026-03-29T07:00:00Z")).toBe(true);
  expect(applies(morning("Asia/Kathmandu"), "2026-03-29T03:15:00Z")).toBe(true);
});

test("whatever the calendar, an answer asked again and one asked of a formatted date agree", () => {
  const zones = fc.constantFrom("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC");
  const minute = fc.integer({ min: 0, max: 1_440 });
  fc.assert(
    fc.property(zones, minute, minute, fc.integer({ min: 0, max: 400 * 1_440 }), (zone, from, to, offset) => {
      fc.pre(from !== to);
      const calendar: Calendar = { zone, weekdays: [2, 6], hours: [{ from, to }], holidays: null };
      const at = Date.UTC(2026, 0, 1) * 1_000 + offset * MINUTE_US;
      const parts = new Intl.DateTimeFormat("en-GB", {
        ...{ timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
      }).formatToParts(at / 1_000);
      const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
      const local = Number(part("hour")) * 60 + Number(part("minute"));
      const isInHours = from < to ? local >= from && local < to : local >= from || local < to;
      const expected = isInHours && ["Tue", "Sat"].includes(part("weekday"));
      expect(judgeCalendar(calendar, at)).toBe(expected ? "applies" : "does-not-apply");
    }),
    { numRuns: 500 },
  );
});

test("a calendar is described in words", () => {
  expect(describeCalendar(BEIJING_PEAK)).toBe(
    "09:00 to 12:00 and 14:00 to 18:00 Asia/Shanghai, Monday to Friday, not on Chinese public holidays",
  );
  expect(describeCalendar({ zone: "UTC", weekdays: [6, 7], hours: null, holidays: null })).toBe(
    "all day UTC, Saturday and Sunday",
  );
});
