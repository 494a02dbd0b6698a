import { expect, test } from "vitest";
import { IMPORT_SOURCE } from "@/lib/contract/imports";
import { fixDraftOf, fixProblem, isFixSaid, toFix } from "./fix-draft";

const source = "switchyard";
const draftOf = (path: string, message: string, from = source) => fixDraftOf({ path, message, source: from });
const OLD = "Is older than the 45 days that attempts are kept; an import takes older ones";

test("the reason of a refusal suggests its fix, and numbers and truths are sent as such", () => {
  const draft = draftOf("started_at", "Must be an RFC 3339 time with a zone");
  expect(toFix({ ...draft, zone: "Asia/Shanghai" })).toEqual({ set: {}, zone: "Asia/Shanghai", shift_seconds: 0 });
  const future = draftOf("started_at", "Is more than 5 minutes in the future");
  expect(toFix({ ...future, hours: "-8" })).toEqual({ set: {}, zone: null, shift_seconds: -28_800 });
  const status = draftOf("http_status", "Must be a number");
  expect(toFix({ ...status, value: "200" }).set).toEqual({ http_status: 200 });
  expect(toFix({ ...status, field: "streamed", value: "true" }).set).toEqual({ streamed: true });
  expect(toFix({ ...status, field: "model", value: "7" }).set).toEqual({ model: "7" });
  expect(toFix({ ...status, kind: "drop" }).set).toEqual({ http_status: null });
});

test.each([
  ["an unknown field, whose value is gone already", "prompt", "Unknown field", source, "nothing"],
  ["a record that is too old for a router's post", "started_at", OLD, source, "history"],
  ["a row that is too old for an import", "started_at", OLD, IMPORT_SOURCE, "nothing"],
])("nothing of a record is changed by what is suggested for %s", (_, path, message, from, kind) => {
  const draft = draftOf(path, message, from);

  expect(draft.kind).toBe(kind);
  expect(toFix(draft)).toEqual({ set: {}, zone: null, shift_seconds: 0 });
});

test("a fix is sent once all is said that it needs, and nothing is wrong with it", () => {
  const set = draftOf("model", "Is missing");
  const shift = draftOf("started_at", "Is more than 5 minutes in the future");
  const zone = draftOf("started_at", "Must be an RFC 3339 time with a zone");

  expect([set, shift, { ...zone, zone: " " }].map(isFixSaid)).toEqual([false, false, false]);
  expect([set, shift, { ...zone, zone: " " }].map(fixProblem)).toEqual([null, null, null]);
  expect([{ ...set, value: "m" }, { ...shift, hours: "-8" }, zone].map(isFixSaid)).toEqual([true, true, true]);
  expect([{ ...set, value: "m" }, { ...shift, hours: "-8" }, zone].map(fixProblem)).toEqual([null, null, null]);
  expect(fixProblem({ ...shift, hours: "abc" })).toBe("Hours must be a number, such as -8");
  expect(fixProblem({ ...shift, hours: "9601" })).toBe("Must be at most 400 days");
  expect(fixProblem({ ...zone, zone: "Nowhere" })).toContain("Must be an IANA zone");
});
