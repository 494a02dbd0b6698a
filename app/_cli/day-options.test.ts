import { expect, test } from "vitest";
import { parseDayOptions } from "./day-options";

test("days and flags are read, in either spelling", () => {
  expect(parseDayOptions(["--from", "2026-02-28", "--to=2026-03-01", "--json"], ["--json"])).toEqual({
    from: "2026-02-28",
    to: "2026-03-01",
    flags: new Set(["--json"]),
  });
  expect(parseDayOptions([], [])).toEqual({ flags: new Set() });
});

test.each([
  [["--from", "yesterday"], "--from must be a day like 2026-03-01"],
  [["--from", "2026-02-30"], "--from must be a day like 2026-03-01"],
  [["--to"], "--to must be a day like 2026-03-01"],
  [["--from", "2026-03-02", "--to", "2026-03-01"], "--from 2026-03-02 is after --to 2026-03-01"],
  [["--from", "2026-03-02", "--from", "2026-03-03"], "--from is given twice"],
  [["--dry-run"], "Unknown option --dry-run"],
  [["2026-03-01"], "Unknown option 2026-03-01"],
])("%j is refused in words", (args, message) => {
  expect(() => parseDayOptions(args, ["--json"])).toThrow(message);
});
