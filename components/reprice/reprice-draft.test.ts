import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS } from "@/lib/domain/time/units";
import { draftProblems, emptyDraft } from "./reprice-draft";

const noon = Date.parse("2026-12-01T12:00:00Z");
const october = { month: "2026-10", from: "2026-10-01T00:00:00Z", to: "2026-11-01T00:00:00Z" };
const inShanghai = { month: "2026-11", from: "2026-10-31T16:00:00Z", to: "2026-11-30T16:00:00Z" };

test("a draft begins thirty days ago, or where the last closed month has ended as a whole day", () => {
  expect(emptyDraft(noon, [])).toMatchObject({ from: "2026-11-02", to: "2026-12-01" });
  expect(emptyDraft(noon, [october])).toMatchObject({ from: "2026-11-02", to: "2026-12-01" });
  expect(emptyDraft(noon - 10 * DAY_MS, [october])).toMatchObject({ from: "2026-11-01", to: "2026-11-21" });
  expect(emptyDraft(noon, [october, inShanghai])).toMatchObject({ from: "2026-12-01", to: "2026-12-01" });
  expect(emptyDraft(Date.parse("2026-11-30T17:00:00Z"), [inShanghai])).toMatchObject({
    from: "2026-12-01",
    to: "2026-12-01",
  });
});

test("no first draft is refused for a closed month", () => {
  const days = fc.integer({ min: 0, max: 60 });
  fc.assert(
    fc.property(days, fc.integer({ min: -14, max: 14 }), (agoDays, offsetHours) => {
      const endMs = noon - agoDays * DAY_MS - offsetHours * 3_600_000;
      const span = { from: new Date(endMs - 30 * DAY_MS).toISOString(), to: new Date(endMs).toISOString() };
      const closed = [{ month: "2026-11", ...span }];
      expect(draftProblems(emptyDraft(noon, closed), closed)).toEqual({});
    }),
  );
});

test("a range that touches closed months is refused at its first day, by their names", () => {
  const draft = { ...emptyDraft(noon, []), from: "2026-10-31", to: "2026-11-30" };
  expect(draftProblems(draft, [])).toEqual({});
  expect(draftProblems(draft, [october]).from).toMatch(/^2026-10 is closed/);
  expect(draftProblems(draft, [october, inShanghai]).from).toMatch(/^2026-10, 2026-11 are closed/);
  expect(draftProblems({ ...draft, from: "2026-11-01" }, [october])).toEqual({});
});
