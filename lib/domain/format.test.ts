import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  displayMoney,
  displayPicoUsd,
  displayPicoUsdChange,
  displayUsd,
  formatChange,
  formatCount,
  formatInstant,
  formatLength,
  formatMs,
  formatPercent,
  formatRate,
  formatRelative,
  formatUptime,
  formatWhole,
  timeOfDay,
  usdUnitOf,
  zonedInstant,
} from "./format";

function shows<T>(format: (value: T) => string, expected: [T, string][]) {
  expect(expected.map(([value]) => format(value))).toEqual(expected.map(([, text]) => text));
}

test("unknown is a dash everywhere, and never 0", () => {
  for (const format of [formatMs, formatLength, formatCount, formatWhole, formatPercent, formatUptime, formatRate]) {
    expect([format(null), format(undefined), format(Number.NaN)]).toEqual(["—", "—", "—"]);
  }
  expect([
    displayUsd(null),
    displayUsd("x"),
    displayPicoUsd(null),
    formatInstant(null),
    formatRelative("soon", ""),
  ]).toEqual(Array.from({ length: 5 }, () => "—"));
});

test("durations change unit where their rounded figure does", () => {
  shows(formatMs, [
    [0, "0 ms"],
    [0.34, "0.34 ms"],
    [0.996, "1.0 ms"],
    [9.96, "10 ms"],
    [842.4, "842 ms"],
    [999.6, "1.00 s"],
    [1_240, "1.24 s"],
    [9_996, "10.0 s"],
    [59_960, "1 min 00 s"],
    [125_000, "2 min 05 s"],
    [3_599_600, "1 h 00 min"],
    [3_720_000, "1 h 02 min"],
    [-842, "-842 ms"],
  ]);
});

test("lengths known to the minute have no seconds, and days from a day on", () => {
  shows(formatLength, [
    [null, "—"],
    [-60_000, "—"],
    [0, "0 min"],
    [20_000, "<1 min"],
    [240_000, "4 min"],
    [3_600_000, "1 h 00 min"],
    [86_399_000, "1 d 00 h"],
    [183_600_000, "2 d 03 h"],
  ]);
});

test("money keeps its cents when large and two digits when tiny", () => {
  shows(displayUsd, [
    ["0", "$0.00"],
    ["0.000123", "$0.00012"],
    ["0.28", "$0.28"],
    ["0.0283", "$0.028"],
    ["0.996", "$1.00"],
    ["0.0996", "$0.10"],
    ["12345.674", "$12,345.67"],
    ["123456789012345.678", "$123,456,789,012,345.68"],
    ["-3.5", "-$3.50"],
  ]);
});

test("money under a hundredth of a cent is in millionths of a dollar, whose zeros nobody has to count", () => {
  shows(displayUsd, [
    ["0.0001", "$0.00010"],
    ["0.00009999", "$0.00010"],
    ["0.0000994", "99 µ$"],
    ["0.0000057", "5.7 µ$"],
    ["0.00000996", "10 µ$"],
    ["-0.0000057", "-5.7 µ$"],
    ["0.0000000571", "0.057 µ$"],
    ["0.000000000001", "0.000001 µ$"],
  ]);
});

test("a sum of another currency has its code, and in dollars reads as dollars do", () => {
  shows(
    (amount: string | null) => displayMoney(amount, "CNY"),
    [
      [null, "—"],
      ["1234.5", "CNY 1,234.50"],
      ["-0.00123", "-CNY 0.0012"],
      ["0", "CNY 0.00"],
    ],
  );
  expect(displayMoney("0.0000057", "USD")).toBe(displayUsd("0.0000057"));
});

test("a change of money says its direction", () => {
  shows(displayPicoUsdChange, [
    [1_200_000_000_000n, "+$1.20"],
    [-340_000_000_000n, "-$0.34"],
    [5_700_000n, "+5.7 µ$"],
    [0n, "$0.00"],
    [null, "—"],
  ]);
});

test("money shown is within half a digit of the money", () => {
  fc.assert(
    fc.property(fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.bigInt({ min: 0n, max: 10n ** 9n })), (pico) => {
      const text = displayPicoUsd(pico);
      const shown = Number(text.replace(/[$,µ]/g, "")) / (text.endsWith("µ$") ? 1e6 : 1);
      const usd = Number(pico) / 1e12;
      expect(Math.abs(shown - usd)).toBeLessThanOrEqual(Math.max(usd >= 0.995 ? 0.005 : usd * 0.051, 1e-12) * 1.0001);
    }),
  );
});

test("counts show every digit up to 9,999 and three or so beyond", () => {
  shows(formatCount, [
    [0, "0"],
    [1_234, "1,234"],
    [9_999, "9,999"],
    [10_000, "10.0k"],
    [12_345, "12.3k"],
    [999_499, "999k"],
    [999_500, "1.0M"],
    [1_234_567, "1.2M"],
    [2_500_000_000, "2.5B"],
  ]);
  expect(formatWhole(1_234_567)).toBe("1,234,567");
});

test("a share that is neither none nor all never reads so", () => {
  shows(formatPercent, [
    [0, "0.00 %"],
    [0.00001, "<0.01 %"],
    [0.0042, "0.42 %"],
    [0.99999, ">99.99 %"],
    [1, "100.00 %"],
  ]);
  expect(formatPercent(0.123, 0)).toBe("12 %");
});

test("a relative change says its direction, and its factor where a share is unreadable", () => {
  shows(formatChange, [
    [0.123, "+12.3 %"],
    [-0.004, "-0.4 %"],
    [-0.0004, "0.0 %"],
    [9.99, "+999.0 %"],
    [11, "×12"],
    [null, "—"],
  ]);
});

test("uptime rounds down", () => {
  shows(
    (ratio: number) => formatUptime(ratio),
    [
      [0.99997, "99.99 %"],
      [1, "100.00 %"],
      [0.9999999999, "99.99 %"],
    ],
  );
  expect(formatUptime(0.99997, 3)).toBe("99.997 %");
});

test("rates carry their unit", () => {
  shows(formatRate, [
    [61.24, "61.2 tok/s"],
    [99.96, "100 tok/s"],
  ]);
});

test("instants are shown in the zone's own time with its offset", () => {
  expect(formatInstant("2026-03-08T08:20:09.9Z", "Asia/Kathmandu")).toBe("2026-03-08 14:05:09 UTC+05:45");
  expect(formatInstant("2026-03-08T08:20:09Z")).toBe("2026-03-08 08:20:09 UTC");
  expect(formatInstant("2026-03-08T07:00:00Z", "America/New_York", "minute")).toBe("2026-03-08 03:00 UTC-04:00");
  expect(formatInstant("2026-03-08T02:00:00Z", "America/New_York", "day")).toBe("2026-03-07");
});

test("an instant for a file is by the zone's clock, and still names its moment", () => {
  const at = Date.parse("2026-11-01T06:30:00Z");
  expect(zonedInstant(at, "America/New_York")).toBe("2026-11-01T01:30:00-05:00");
  expect(zonedInstant(at - 3_600_000, "America/New_York")).toBe("2026-11-01T01:30:00-04:00");
  expect(zonedInstant(at, "UTC")).toBe("2026-11-01T06:30:00Z");
  for (const zone of ["Asia/Kathmandu", "America/St_Johns"]) expect(Date.parse(zonedInstant(at, zone))).toBe(at);
});

test("ages round down and know the future", () => {
  const now = "2026-03-08T12:00:00Z";
  const ages: [string, string][] = [
    ["2026-03-08T11:59:56Z", "just now"],
    ["2026-03-08T11:59:48Z", "12 s ago"],
    ["2026-03-08T11:00:01Z", "59 min ago"],
    ["2026-03-08T09:00:00Z", "3 h ago"],
    ["2026-03-06T11:00:00Z", "2 d ago"],
    ["2026-03-08T12:05:00Z", "in 5 min"],
  ];
  for (const [iso, text] of ages) expect(formatRelative(iso, now)).toBe(text);
});

test("a time of day is by the zone's own clocks", () => {
  expect(timeOfDay(Date.parse("2026-03-08T08:20:09Z"), "Asia/Kathmandu")).toBe("14:05:09");
});

describe("amounts of one column", () => {
  const shown = (amounts: bigint[]) => amounts.map((pico) => displayPicoUsd(pico, usdUnitOf(amounts)));

  test.each([
    [
      [1_240_000_000n, 5_700_000n, 0n],
      ["$0.0012", "$0.0000057", "$0.00"],
    ],
    [
      [57_000_000n, 5_700_000n, 0n],
      ["57 µ$", "5.7 µ$", "0 µ$"],
    ],
    [
      [-1_500_000_000_000n, 5_700_000n],
      ["-$1.50", "$0.0000057"],
    ],
    [[0n], ["$0.00"]],
  ])("%o have one unit", (amounts, texts) => expect(shown(amounts)).toEqual(texts));

  test("is dollars unless every amount is tiny, and one amount is written as it is alone", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), { minLength: 1 }), (amounts) => {
        const alone = amounts.filter((pico) => pico !== 0n).map((pico) => usdUnitOf([pico]));
        expect(usdUnitOf(amounts)).toBe(alone.length > 0 && !alone.includes("$") ? "µ$" : "$");
        expect(shown(amounts.slice(0, 1))).toEqual(amounts.slice(0, 1).map((pico) => displayPicoUsd(pico)));
      }),
    );
  });
});
