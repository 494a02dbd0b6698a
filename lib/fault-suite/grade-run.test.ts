import { describe, expect, test } from "vitest";
import { answerPieces } from "@/lib/simulated-provider/answer-text";
import { faultSchema } from "@/lib/simulated-provider/fault-schema";
import { type GradeInput, gradeRun } from "./grade-run";
import type { Observation, SeenByModel } from "./observation";
import { scenario } from "./scenario";
import { SCENARIOS } from "./scenarios";

const pieces = answerPieces(1, 60);
const models = { primary: "one", fallback: "two" };
const none: SeenByModel = { requests: 0, answered: 0, cancelled: 0, inFlight: 0 };
const once: SeenByModel = { ...none, requests: 1, answered: 1 };

const good: Observation = {
  ...{ end: "ended", status: 200, code: null, text: pieces.join(""), isFinished: true, hasEndMark: true, model: "two" },
  ...{ fingerprint: null, completionTokens: 60, firstTokenMs: 10, durationMs: 20 },
};
const base = scenario("own", {
  ...{ id: "x", title: "x", provider: "x", caller: "x", seen: "x" },
  expect: { answeredBy: "fallback", withinMs: 1_000 },
});

const grade = (call: Partial<Observation>, more: Partial<GradeInput> = {}) =>
  gradeRun({
    ...{ scenario: base, calls: [{ ...good, ...call }], seen: { primary: none, fallback: once }, models, timeScale: 1 },
    ...more,
  }).grade;
const expecting = (expect: Partial<typeof base.expect>) => ({
  scenario: { ...base, expect: { ...base.expect, ...expect } },
});

describe("a run", () => {
  test("passes with a whole answer in time, of who must give it", () => {
    expect(grade({})).toBe("pass");
  });

  test.each<[string, Partial<Observation>]>([
    ["a cut answer", { text: pieces.slice(0, 40).join("") }],
    ["an answer that began twice", { text: [...pieces.slice(0, 40), ...pieces].join("") }],
    ["no words", { text: "" }],
    ["a broken connection", { end: "torn" }],
    ["something that is no JSON", { end: "malformed" }],
    ["no end", { end: "hang" }],
    ["an end that comes much too late", { durationMs: 4_000 }],
  ])("fails with %s, though its status is 200", (_, call) => {
    expect(grade(call)).toBe("fail");
  });

  test.each<[string, Partial<Observation>]>([
    ["too late", { durationMs: 2_000 }],
    ["without an end mark", { hasEndMark: false }],
    ["without a reason to finish", { isFinished: false }],
    ["named as another model's", { model: "one" }],
    ["with another's usage", { completionTokens: 100 }],
    ["without usage", { completionTokens: null }],
  ])("is partial where a whole answer comes %s", (_, call) => {
    expect(grade(call)).toBe("partial");
  });

  test("is partial where providers are asked too often, or go on for nobody", () => {
    const seen = (primary: Partial<SeenByModel>) => ({ seen: { primary: { ...none, ...primary }, fallback: once } });

    expect(grade({}, seen({ requests: 2 }))).toBe("pass");
    expect(grade({}, seen({ requests: 3 }))).toBe("partial");
    expect(grade({}, seen({ inFlight: 1 }))).toBe("partial");
  });

  test("is safe with an error that clients understand, and passes only with the one that must come", () => {
    const rejected = expecting({ answer: { status: 400, code: "content_policy_violation" }, answeredBy: null });
    const error: Partial<Observation> = { end: "error", status: 400, code: "content_policy_violation", text: "" };

    expect(grade(error)).toBe("safe");
    expect(grade(error, rejected)).toBe("pass");
    expect(grade({ ...error, status: 502, code: null }, rejected)).toBe("safe");
    expect(grade({}, rejected)).toBe("fail");
  });

  test("knows unknown usage from 0", () => {
    expect(grade({ completionTokens: null }, expecting({ usage: "unknown" }))).toBe("pass");
    expect(grade({ completionTokens: 0 }, expecting({ usage: "unknown" }))).toBe("partial");
  });

  test("is as bad as its worst call", () => {
    const calls = [good, { ...good, end: "torn" as const }, good];

    expect(gradeRun({ scenario: base, calls, seen: { primary: none, fallback: once }, models, timeScale: 1 })).toEqual({
      ...{ grade: "fail", reasons: ["The connection breaks without an error"] },
    });
  });
});

test("every scenario has an id of its own that can be a region, and faults that there are", () => {
  expect(new Set(SCENARIOS.map(({ id }) => id)).size).toBe(SCENARIOS.length);
  expect(SCENARIOS.filter(({ origin }) => origin === "public")).toHaveLength(16);
  for (const { id, primary, fallback } of SCENARIOS) {
    expect(id).toMatch(/^[a-z\d-]{1,60}$/);
    for (const fault of [...primary, ...fallback]) expect(faultSchema.safeParse(fault).error).toBeUndefined();
  }
});
