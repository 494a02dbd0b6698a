import { expect, test } from "vitest";
import { formatBenchValue, formatSection } from "./section";

test("names stand to the left, numbers to the right, and a figure that is missing is a dash", () => {
  const text = formatSection({
    part: "ingest",
    title: "Ingest",
    notes: ["client and server share the cores"],
    rows: [
      { side: "ours", "rows/s": 123_456.7, ratio: 0.8123 },
      { side: "COPY", "rows/s": 9, ratio: null },
    ],
  });

  expect(text.split("\n")).toEqual([
    "Ingest",
    "  client and server share the cores",
    "    side   rows/s  ratio",
    "    ours  123,457   0.81",
    "    COPY        9      –",
  ]);
});

test("a figure is shown with the digits that mean something", () => {
  expect([12_345.6, 42.26, Math.PI, 0.012345, 7, Number.NaN, "as it is"].map(formatBenchValue)).toEqual([
    "12,346",
    "42.3",
    "3.14",
    "0.012",
    "7",
    "–",
    "as it is",
  ]);
});

test("a section without rows is its title", () => {
  expect(formatSection({ part: "router", title: "Not compared", notes: [], rows: [] })).toBe("Not compared");
});
