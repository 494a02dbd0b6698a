import { expect, test } from "vitest";
import { startProvider } from "@/lib/simulated-provider/start-provider";
import { DIRECT_TARGET, type RouteTarget } from "./route-target";
import { gradeOf, runSuite } from "./run-suite";
import { SCENARIOS } from "./scenarios";
import { startSmallRouter } from "./testing/small-router";

/** A router needs time of its own within its limits; a call that hangs takes minutes of simulated time. */
const ROUTER_SCALE = 0.05;
const DIRECT_SCALE = 0.01;

async function gradesWith(target: RouteTarget, timeScale: number, scenarios = SCENARIOS) {
  const running = await startProvider({ timeScale });
  const scores = await runSuite({ scenarios, running, target, repeat: 1, parallel: 10 });
  await running.close();
  return new Map(scores.map((score) => [score.id, { grade: gradeOf(score), reasons: score.reasons }]));
}

test("a caller of the provider itself fails over nowhere, and is misled where streams break", async () => {
  const grades = await gradesWith(DIRECT_TARGET, DIRECT_SCALE);
  const graded = (grade: string) => [...grades].filter(([, score]) => score.grade === grade).map(([id]) => id);

  expect(grades.size).toBe(SCENARIOS.length);
  expect(graded("fail").sort()).toEqual(
    [
      "cut-stream",
      "malformed-chunk",
      "no-answer",
      "outage",
      "overload",
      "refused-prefill",
      "reset-before-headers",
    ].filter(
      // A quarter of an outage's calls hang: whether one of eight does is up to its chances.
      (id) => id !== "outage" || grades.get(id)?.grade === "fail",
    ),
  );
  for (const id of ["rate-limited", "rate-limited-once", "server-error-once", "unavailable", "error-in-stream"]) {
    expect([id, grades.get(id)?.grade]).toEqual([id, "safe"]);
  }
  for (const id of ["slow-first-token", "stalled-stream", "missing-done"]) {
    expect([id, grades.get(id)?.grade]).toEqual([id, "partial"]);
  }
});

test("a router that asks the next candidate and shows only whole answers passes everything", async () => {
  const router = await startSmallRouter();
  const grades = await gradesWith(router, ROUTER_SCALE);
  await router.close();

  expect([...grades].filter(([, { grade }]) => grade !== "pass")).toEqual([]);
});

test("a router that takes every status 200 for an answer fails where the answer is none", async () => {
  const router = await startSmallRouter({ isCareless: true });
  const scenarios = SCENARIOS.filter(({ id }) => ["error-in-stream", "unavailable", "malformed-chunk"].includes(id));
  const grades = await gradesWith(router, ROUTER_SCALE, scenarios);
  await router.close();

  expect(grades.get("unavailable")?.grade).toBe("pass");
  expect(grades.get("error-in-stream")?.grade).toBe("safe");
});
