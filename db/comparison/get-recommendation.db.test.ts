import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { recommendationSchema } from "@/lib/contract/recommendation";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { getRecommendation } from "./get-recommendation";

const database = testDatabase();
const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-03T00:00:00Z") };
// An outage of an hour says little of the next two days.
const TARGETS = { maxErrorRate: 0.6, maxTtftP99Ms: 800 };
const ask = (region: string[] = []) =>
  getRecommendation(database.db, {
    ...{ window, mix: [], now: window.to, retention: EVERYTHING_RETAINED, targets: TARGETS },
    filters: { ...NO_FILTERS, tier: ["standard"], region },
  }).then((answer) => recommendationSchema.parse(answer));

type Given = { provider: string; pico: bigint; ttftUs?: number; fails: (index: number) => boolean };

/** 48 hours of 20 attempts each. */
function given(model: string, { provider, pico, ttftUs = 200_000, fails }: Given): Attempt[] {
  return Array.from({ length: 48 * 20 }, (_, index) =>
    anAttempt({
      ...{ model, provider, startedAtUs: (window.from.getTime() + index * 180_000) * 1_000, streamed: true, ttftUs },
      ...{ outcome: fails(index) ? "server_error" : "ok", costPico: fails(index) ? 0n : pico },
    }),
  );
}

test("the cheapest that holds the limits answers first, behind it whoever fails at other times, and the next nine has its price", async () => {
  const outage = (index: number) => index >= 400 && index < 420;
  await givenAttempts(database.sql, [
    ...given("cheap", { provider: "p", pico: 1_000_000n, fails: outage }),
    ...given("twin", { provider: "p", pico: 900_000_000n, fails: outage }),
    ...given("apart", { provider: "q", pico: 2_000_000_000n, fails: (index) => index % 48 === 0 && !outage(index) }),
    ...given("slow", { provider: "q", pico: 1n, ttftUs: 2_000_000, fails: () => false }),
  ]);
  const answer = await ask();

  expect([answer.primary, answer.fallback]).toEqual(["cheap", "apart"]);
  expect(answer.because[0]).toContain("cheap is the cheapest of 3");
  expect(answer.availability).toMatchObject({
    ...{ alone: expect.closeTo(1 - 20 / 960, 9), hours: 48 },
    ...{ joint: expect.closeTo(1, 9), nines: null, usd_per_thousand: expect.closeTo((20 / 960) * 0.002 * 1_000, 9) },
  });
});

test("without traffic nobody is recommended, and it is said why", async () => {
  const answer = await ask(["nowhere"]);
  expect(answer).toMatchObject({ primary: null, fallback: null, availability: null });
  expect(answer.because).toEqual(["No model has 300 counted attempts here."]);
});
