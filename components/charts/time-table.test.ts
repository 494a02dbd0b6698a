import { expect, test } from "vitest";
import { toCsv } from "@/components/ui/csv";
import { timeTable } from "./time-table";

const at = Date.parse("2026-03-01T16:00:00Z");
const row = { at, filling: false, values: { a: 1.5 }, n: { a: 4 } };
const plot = { from: at, to: at, rows: [row], lines: [{ key: "a", label: "a", color: "" }] };
const options = { unit: "USD", format: String };

test("a file holds the times of the zone that its header names", () => {
  expect(toCsv(timeTable(plot, "Asia/Shanghai", options))).toBe(
    "\uFEFFBucket from (Asia/Shanghai),a (USD),a: n\r\n2026-03-02T00:00:00+08:00,1.5,4\r\n",
  );
  expect(toCsv(timeTable(plot, "UTC", options))).toContain("\r\n2026-03-01T16:00:00Z,");
});
