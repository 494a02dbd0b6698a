import { expect, test } from "vitest";
import { fromLocalInput, toLocalInput } from "./zoned-time";

test.each([
  ["2026-03-01T09:30", "Asia/Shanghai", "2026-03-01T01:30:00Z"],
  ["2026-03-08T01:30", "America/New_York", "2026-03-08T06:30:00Z"],
  ["2026-03-08T03:30", "America/New_York", "2026-03-08T07:30:00Z"],
  ["2026-07-01T00:00", "Asia/Kolkata", "2026-06-30T18:30:00Z"],
])("%s in %s is %s, and back", (local, zone, instant) => {
  expect(fromLocalInput(local, zone)).toBe(instant);
  expect(toLocalInput(Date.parse(instant), zone)).toBe(local);
});

test("an emptied input is no time", () => {
  expect(fromLocalInput("", "UTC")).toBeNull();
});
