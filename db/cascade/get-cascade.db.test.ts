import { expect, test } from "vitest";
import { cascadeSchema } from "@/lib/contract/cascade";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { getCascade } from "./get-cascade";

const database = testDatabase();
const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-02T00:00:00Z") };

test("requests count by their deepest stage, and cost what all their stages cost", async () => {
  const attempts = Array.from({ length: 50 }, (_, index) => {
    const own = { requestId: `request-${index}`, startedAtUs: (window.from.getTime() + index * 60_000) * 1_000 };
    const isEscalated = index % 5 === 0;
    const first = anAttempt({ ...own, model: "small", final: !isEscalated, costPico: 1_000_000_000n });
    const second = { ...own, startedAtUs: own.startedAtUs + 1_000_000, attempt: 2, stage: 2, model: "large" };
    return isEscalated ? [first, anAttempt({ ...second, costPico: 10_000_000_000n })] : [first];
  }).flat();
  await givenAttempts(database.sql, attempts);

  const answer = cascadeSchema.parse(
    await getCascade(database.db, { window, filters: NO_FILTERS, now: window.to, retention: EVERYTHING_RETAINED }),
  );

  expect(answer).toMatchObject({
    requests: 50,
    stages: [
      { stage: 1, reached: 50, settled: 40, answered: 40 },
      { stage: 2, reached: 10, settled: 10, answered: 10 },
    ],
    ...{ escalation_rate: expect.closeTo(0.2, 12), priced: 50 },
    ...{ usd_per_request: expect.closeTo(0.003, 12), usd_per_request_on_last: expect.closeTo(0.01, 12) },
  });
  // All lie in one block of time.
  expect([answer.usd_interval, answer.usd_on_last_interval]).toEqual([null, null]);
});
