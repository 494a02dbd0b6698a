import { describe, expect, test } from "vitest";
import type { ImportRow } from "@/lib/contract/price-import";
import {
  endedOf,
  filterRows,
  isBlocking,
  isStored,
  isUndecidedIn,
  NO_DECISIONS,
  standingOf,
  withoutAll,
  withRow,
} from "./decisions";
import { describeChanges, describeNotes, describeRefusals } from "./describe-row";

const givenRow = (fields: Partial<ImportRow> = {}): ImportRow => ({
  ...{ row: "gpt-4o (batch)", kind: "changed", provider: "openai", model: "gpt-4o", standing: "list" },
  ...{ when: ["service tier batch"], currency: "USD", starts_at: "2026-11-20T00:00:00Z" },
  changes: [{ field: "rates.input", before: "0.25", after: "0.5" }],
  ...{ replaces: null, warnings: [], refusals: [], contract: null, not_imported: [] },
  ...{ is_left_out: false, is_confirmed: false },
  ...fields,
});
const WARNING = { field: "rates.input", code: "rates.input:jump", message: "Is ten times more", must_confirm: true };
const refused = givenRow({ row: "r", kind: "refused", refusals: [{ field: "unit", message: "Is missing" }] });
const questioned = givenRow({ row: "q", warnings: [WARNING] });
const placeholder = givenRow({ row: "p", kind: "placeholder" });
const decided = (leftOut: string[], confirmed: string[] = []) => ({
  leftOut: new Set(leftOut),
  confirmed: new Set(confirmed),
  ended: new Set<number>(),
});

describe("what a row does to the import", () => {
  test("a refused row stops it until it is left out, a questioned one until it is confirmed or left out", () => {
    expect([refused, questioned, placeholder, givenRow()].map((row) => isBlocking(row, NO_DECISIONS))).toEqual([
      ...[true, true, false, false],
    ]);
    expect([refused, questioned].map((row) => isBlocking(row, decided(["r", "q"])))).toEqual([false, false]);
    expect([refused, questioned].map((row) => isBlocking(row, decided([], ["r", "q"])))).toEqual([true, false]);
  });

  test("a placeholder is stored only where it is confirmed", () => {
    expect([placeholder, givenRow()].map((row) => isStored(row, NO_DECISIONS))).toEqual([false, true]);
    expect(isStored(placeholder, decided([], ["p"]))).toBe(true);
    expect(isStored(givenRow(), decided(["gpt-4o (batch)"]))).toBe(false);
  });

  test("a warning that needs no confirmation asks nothing", () => {
    expect(standingOf(givenRow({ warnings: [{ ...WARNING, must_confirm: false }] }))).toBe("changed");
    expect(standingOf(questioned)).toBe("question");
  });

  test("all refused rows are left out at once, and what was decided is known to be new", () => {
    const decisions = withoutAll(decided(["q"]), [refused, questioned, givenRow()], "refused");
    expect([...decisions.leftOut]).toEqual(["q", "r"]);
    expect([...withRow(decisions.leftOut, "q", false)]).toEqual(["r"]);
    const diff = { rows: [refused, questioned] };
    expect([isUndecidedIn(diff, NO_DECISIONS), isUndecidedIn(diff, decisions)]).toEqual([false, true]);
  });
});

test("rows are found by name, condition and reason, within those of a standing", () => {
  const rows = [refused, questioned, givenRow()];
  const found = (standing: "all" | "refused" | "question", text: string) =>
    filterRows(rows, { standing, text }).map(({ row }) => row);
  expect(found("all", "")).toEqual(["r", "q", "gpt-4o (batch)"]);
  expect(found("all", " MISSING")).toEqual(["r"]);
  expect(found("question", "")).toEqual(["q"]);
  expect(found("refused", "ten times")).toEqual([]);
});

describe("in words", () => {
  test("amounts are exact, with the change in per cent where there is one", () => {
    const changes = [
      { field: "rates.cached_input", before: "0.003625", after: "0.0025375" },
      { field: "rates.cache_write_1h", before: null, after: "6" },
      { field: "fees.searches", before: "0.01", after: null },
    ];
    expect(describeChanges({ changes, currency: "USD" })).toEqual([
      { label: "Cached input", before: "$0.003625", after: "$0.0025375", change: "-30.0 %" },
      { label: "Cache write, 1 h", before: null, after: "$6", change: null },
      { label: "Fee per search", before: "$0.01", after: "not priced apart", change: null },
    ]);
    expect(describeChanges({ changes: [{ field: "rates.input", before: "1", after: "4" }], currency: "CNY" })).toEqual([
      { label: "Input", before: "1 CNY", after: "4 CNY", change: "+300.0 %" },
    ]);
  });

  test("a row says why it is refused, what counts instead, what it follows and what is not imported", () => {
    const replaces = { id: 7, valid_from: "2026-10-01T00:00:00Z", source: "litellm", created_by: "finn@example.com" };
    const contract = { id: 9, input: "0.4", output: null, differs: true };
    const row = givenRow({
      ...refused,
      warnings: [WARNING],
      replaces,
      contract,
      not_imported: ["input_cost_per_image"],
    });
    expect(describeRefusals(row)).toEqual(["unit: Is missing"]);
    expect(describeNotes(row, "UTC")).toEqual([
      "Input: is ten times more",
      "Contract version 9 counts instead: input $0.4",
      "Follows version 7 of 2026-10-01 (litellm, finn@example.com)",
      "Not imported: input_cost_per_image",
    ]);
  });
});

test("only what can be ended and is still missing ends, and nothing does by itself", () => {
  const of = (id: number, stays_because: string | null) => ({
    ...{ id, stays_because, provider: "p", model: "m", when: [], source: "s" },
  });
  const diff = { missing: [of(1, null), of(2, "Somebody set it"), of(3, null)] };
  expect(endedOf(diff, NO_DECISIONS)).toEqual([]);
  expect(endedOf(diff, { ...NO_DECISIONS, ended: new Set([1, 2, 9]) })).toEqual([1]);
});
