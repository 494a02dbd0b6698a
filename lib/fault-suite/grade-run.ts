import { isWholeAnswer } from "@/lib/simulated-provider/answer-text";
import type { Observation, SeenByProvider } from "./observation";
import type { Scenario } from "./scenario";

/**
 * From best to worst: as it must be · a whole answer with a flaw · no answer, but an error that the caller's client
 * understands · anything that misleads a caller or leaves them waiting.
 */
export const GRADES = ["pass", "partial", "safe", "fail"] as const;
export type Grade = (typeof GRADES)[number];
export type GradedRun = { grade: Grade; reasons: readonly string[] };

/** What names of models a run has, and by how much real time is forgiven: the machine's own slowness is nobody's fault. */
export type GradeInput = {
  scenario: Scenario;
  calls: readonly Observation[];
  seen: SeenByProvider;
  models: { primary: string; fallback: string };
  timeScale: number;
};

const SLACK_MS = 300;
/** A call hangs that takes this many times as long as it may. */
export const HANGS_AFTER = 3;

/** Grades a run by its worst call, and by what the provider saw of it. */
export function gradeRun(input: GradeInput): GradedRun {
  const graded = [...input.calls.map((call) => gradeCall(call, input)), gradeProviderView(input)];
  const rank = ({ grade }: GradedRun) => GRADES.indexOf(grade);
  const worst = graded.reduce((one, other) => (rank(other) > rank(one) ? other : one));
  return { grade: worst.grade, reasons: [...new Set(graded.flatMap(({ reasons }) => reasons))] };
}

function gradeCall(call: Observation, { scenario, timeScale }: GradeInput): GradedRun {
  const { expect, leavesAfterMs } = scenario;
  const isHanging = call.durationMs > expect.withinMs * HANGS_AFTER * timeScale + SLACK_MS;
  if (call.end === "hang" || isHanging) return fail("The call hangs");
  if (call.end === "torn") return fail("The connection breaks without an error");
  if (call.end === "malformed")
    return fail("Something reaches the caller that is no JSON, or no error of OpenAI's shape");
  if (leavesAfterMs !== null) return call.end === "left" ? pass : fail("The call ended before its caller left");
  if (expect.answer !== "whole") return gradeRejection(call, expect.answer);
  if (call.end !== "ended") return { grade: "safe", reasons: [`No answer, but the error ${call.code ?? call.status}`] };
  if (!isWholeAnswer(call.text)) {
    return fail(call.text === "" ? "An empty answer passes as a success" : "A broken answer passes as a success");
  }
  const flaws: string[] = [];
  if (call.durationMs > expect.withinMs * timeScale + SLACK_MS) flaws.push("An answer takes too long");
  if (!call.isFinished) flaws.push("No reason why the answer finished");
  if (scenario.isStreamed && !call.hasEndMark) flaws.push("The stream has no end mark");
  if (!isUsageRight(call, expect.usage)) flaws.push("The usage is not the answer's");
  if (expect.hasFingerprint && call.fingerprint === null) flaws.push("The fingerprint is lost");
  return flaws.length > 0 ? { grade: "partial", reasons: flaws } : pass;
}

function gradeRejection({ end, status, code }: Observation, expected: { status: number; code: string }): GradedRun {
  if (end === "ended") return fail("Answered although the provider rejected it");
  if (status === expected.status && code === expected.code) return pass;
  return { grade: "safe", reasons: [`The error is ${code ?? status} instead of ${expected.code}`] };
}

/** Each word of a simulated answer is a token. */
function isUsageRight({ completionTokens, text }: Observation, usage: Scenario["expect"]["usage"]): boolean {
  return completionTokens === null ? usage === "unknown" : completionTokens === text.split(" ").length;
}

function gradeProviderView({ scenario, calls, seen, models }: GradeInput): GradedRun {
  const { expect } = scenario;
  const flaws: string[] = [];
  const most = (perCall: number) => Math.ceil(perCall * calls.length);
  if (seen.primary.requests > most(expect.primaryMax)) flaws.push("The primary is asked too often");
  if (seen.fallback.requests > most(expect.fallbackMax)) flaws.push("The fallback is asked too often");
  if (seen.primary.inFlight + seen.fallback.inFlight > 0) flaws.push("A call that nobody waits for goes on");
  const last = calls.at(-1);
  if (last?.end === "ended" && expect.answeredBy !== null) {
    if (last.model !== models[expect.answeredBy])
      flaws.push(`The last answer is not named as the ${expect.answeredBy}'s`);
    if (seen[expect.answeredBy].answered === 0) flaws.push(`The ${expect.answeredBy} never answered`);
  }
  return flaws.length > 0 ? { grade: "partial", reasons: flaws } : pass;
}

const pass: GradedRun = { grade: "pass", reasons: [] };
const fail = (reason: string): GradedRun => ({ grade: "fail", reasons: [reason] });
