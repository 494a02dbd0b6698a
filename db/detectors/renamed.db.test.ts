import { expect, test } from "vitest";
import type { TermsOf } from "@/lib/contract/alert-rules";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import { observeDetections } from "../alerts/observe-detections";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { detectSwaps } from "./detect-swaps";
import { listDetections } from "./list-detections";
import { profileHours } from "./profile-hours";

const database = testDatabase();
const NOW = new Date("2026-03-20T10:07:00Z");
const MOVED = Date.parse("2026-03-17T10:00:00Z");
const TERMS: TermsOf<"detection"> = { kind: "detection", scope: { model: ["gpt-4o"], provider: [], region: [] } };
const EVERYTHING = { window: { from: new Date("2026-02-01T00:00:00Z"), to: NOW }, now: NOW, provider: [], region: [] };

function answered(requestedModel: string, nameAt: (hour: number) => string) {
  return Array.from({ length: 10 * 24 }, (_, index) => {
    const hour = Math.floor((NOW.getTime() - 10 * DAY_MS) / HOUR_MS + index) * HOUR_MS;
    const own = { startedAtUs: hour * 1_000, outputTokens: 100, requestedModel };
    return anAttempt({ ...own, model: nameAt(hour) });
  });
}

test("a name that every answer replaces is watched: another build answers for it from an hour on, and a policy's choice is none", async () => {
  await givenAttempts(
    database.sql,
    [
      ...answered("gpt-4o", (hour) => (hour < MOVED ? "gpt-4o-2024-08-06" : "gpt-4o-2024-11-20")),
      ...answered("plain", (hour) => (hour < MOVED ? "plain" : "plain-2026-02-01")),
      ...answered("sent-away", (hour) => (hour < MOVED ? "cheap-one" : "cheap-two")),
    ],
    NOW,
  );
  while ((await foldDeltas(database.sql)) > 0);
  await sealMinutes(database.sql, { before: NOW });
  while ((await profileHours(database.sql, { now: NOW })) === "more");

  await detectSwaps(database.db, { now: NOW });

  const { detections, series } = await listDetections(database.db, { ...EVERYTHING, model: [] });
  expect(detections.map(({ kind, model, returned_model, since }) => [kind, model, returned_model, since])).toEqual(
    expect.arrayContaining([
      ["swap", "gpt-4o", "gpt-4o-2024-11-20", new Date(MOVED).toISOString()],
      ["swap", "plain", "plain-2026-02-01", new Date(MOVED).toISOString()],
    ]),
  );
  expect(detections).toHaveLength(2);
  expect(detections.map(({ may_be_callers }) => may_be_callers)).toEqual([false, false]);
  expect(detections.find(({ model }) => model === "gpt-4o")).toMatchObject({ former_models: ["gpt-4o-2024-08-06"] });
  expect(series.map(({ model }) => model)).not.toContain("sent-away");
}, 60_000);

test("a swap that is found late is news from then on, and one of the past is none", async () => {
  const away = new Date("2026-04-01T10:07:00Z");
  await database.sql`update detector_series set looked_until = ${"2026-03-17T04:00:00Z"} where model = 'gpt-4o'`;
  await database.sql`update detector_series set looked_until = ${"2026-03-21T04:00:00Z"} where model = 'plain'`;
  await database.sql`delete from detection`;
  for (let turn = 0; turn < 9; turn++) await detectSwaps(database.db, { now: away });

  const { detections } = await listDetections(database.db, { ...EVERYTHING, now: away, model: [] });
  const found = new Map(detections.map((one) => [one.model, one]));
  expect(found.get("gpt-4o")).toMatchObject({ found_at: "2026-04-01T10:00:00.000Z", ended_at: null });
  expect(found.get("plain")).toMatchObject({
    found_at: new Date(MOVED + HOUR_MS).toISOString(),
    ended_at: new Date(MOVED + HOUR_MS + 7 * DAY_MS).toISOString(),
  });
}, 60_000);

test("an alert on a name alone says which one answers, and what ended when a window began is not in it", async () => {
  await database.sql`update detection set ended_at = null, end_reason = null where model = 'gpt-4o'`;
  const [observed] = await observeDetections(database.db, TERMS);
  expect(observed?.summary).toContain("Answers say gpt-4o-2024-11-20 since 2026-03-17 10:00 UTC");

  const from = new Date("2026-03-19T00:00:00Z");
  await database.sql`update detection set ended_at = ${from.toISOString()}, end_reason = 'settled' where model = 'plain'`;
  const window = { from, to: NOW };
  const { detections } = await listDetections(database.db, { ...EVERYTHING, window, model: ["plain"] });
  expect(detections).toEqual([]);
});
