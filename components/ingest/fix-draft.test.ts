import { expect, test } from "vitest";
import { IMPORT_SOURCE } from "@/lib/contract/imports";
import type { RecordErrorCode } from "@/lib/contract/record-error";
import { fixDraftOf, fixProblem, isFixSaid, toFix } from "./fix-draft";

const source = "switchyard";
const draftOf = (path: string, code: RecordErrorCode | null, from = source) => fixDraftOf({ path, code, source: from });

test("the reason of a refusal suggests its fix, and numbers and truths are sent as such", () => {
  const draft = draftOf("started_at", null);
  expect(toFix({ ...draft, zone: "Asia/Shanghai" })).toEqual({ set: {}, zone: "Asia/Shanghai", shift_seconds: 0 });
  const future = draftOf("started_at", "in_future");
  expect(toFix({ ...future, hours: "-8" })).toEqual({ set: {}, zone: null, shift_seconds: -28_800 });
  const status = draftOf("http_status", null);
  expect(toFix({ ...status, value: "200" }).set).toEqual({ http_status: 200 });
  expect(toFix({ ...status, field: "streamed", value: "true" }).set).toEqual({ streamed: true });
  expect(toFix({ ...status, field: "model", value: "7" }).set).toEqual({ model: "7" });
  expect(toFix({ ...status, kind: "drop" }).set).toEqual({ http_status: null });
});

test.each([
  ["an unknown field, whose value is gone already", "prompt", "unknown_field", source, "nothing"],
  ["a record that is too old for a router's post", "started_at", "too_old", source, "history"],
  ["a row that is too old for an import", "started_at", "too_old", IMPORT_SOURCE, "nothing"],
] as const)("nothing of a record is changed by what is suggested for %s", (_, path, code, from, kind) => {
  const draft = draftOf(path, code, from);

  expect(draft.kind).toBe(kind);
  expect(toFix(draft)).toEqual({ set: {}, zone: null, shift_seconds: 0 });
});

test("a fix is sent once all is said that it needs, and nothing is wrong with it", () => {
  const set = draftOf("model", null);
  const shift = draftOf("started_at", "in_future");
  const zone = draftOf("started_at", null);

  expect([set, shift, { ...zone, zone: " " }].map(isFixSaid)).toEqual([false, false, false]);
  expect([set, shift, { ...zone, zone: " " }].map(fixProblem)).toEqual([null, null, null]);
  expect([{ ...set, value: "m" }, { ...shift, hours: "-8" }, zone].map(isFixSaid)).toEqual([true, true, true]);
  expect([{ ...set, value: "m" }, { ...shift, hours: "-8" }, zone].map(fixProblem)).toEqual([null, null, null]);
  expect(fixProblem({ ...shift, hours: "abc" })).toBe("Hours must be a number, such as -8");
  expect(fixProblem({ ...shift, hours: "9601" })).toBe("Must be at most 400 days");
  expect(fixProblem({ ...zone, zone: "Nowhere" })).toContain("Must be an IANA zone");
});
