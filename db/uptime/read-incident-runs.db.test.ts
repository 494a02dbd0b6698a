import { expect, test } from "vitest";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { findIncidents } from "@/lib/domain/uptime/uptime";
import { minuteSpan } from "../aggregates/answer-window";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED as retention } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { readIncidentRuns } from "./read-incident-runs";
import { readUptimeMinutes } from "./read-uptime-minutes";

const database = testDatabase();
const window = { from: new Date("2026-03-01T00:07:00Z"), to: new Date("2026-03-02T21:41:00Z") };
const span = minuteSpan(window);
const ALL = 10_000;
const random = seededRandom(41);

async function givenFailures(n: number): Promise<void> {
  const attempts = Array.from({ length: n }, () => {
    const minute = span.from + Math.floor(random() * (span.to - span.from));
    // Failures come in clusters, so that runs bridge gaps and cross quarters.
    const isBad = Math.floor(minute / 25) % 3 === 0;
    return anAttempt({
      ...{ model: random() < 0.5 ? "a" : "b", provider: "p", region: random() < 0.5 ? "eu" : "us" },
      startedAtUs: minute * 60_000_000 + Math.floor(random() * 60_000_000),
      outcome: random() < (isBad ? 0.9 : 0.2) ? "server_error" : "ok",
    });
  });
  await givenAttempts(database.sql, attempts);
}

async function expectRight(filters = NO_FILTERS): Promise<void> {
  const groups = await readUptimeMinutes(database.db, {
    ...{ buckets: [span], filters, retention, withDownMinutes: true },
  });
  const expected = (groups ?? []).flatMap(({ downMinutes, model, provider, region }) =>
    findIncidents(downMinutes).map((run) => ({ ...run, model, provider, region })),
  );
  const name = ({ from, model, region }: { from: number; model: string; region: string }) =>
    `${from} ${model} ${region}`;
  const sorted = <Run extends Parameters<typeof name>[0]>(runs: readonly Run[]) =>
    [...runs].sort((a, b) => name(a).localeCompare(name(b)));

  const runs = await readIncidentRuns(database.db, { span, filters, retention, limit: ALL });

  expect(expected.length).toBeGreaterThan(20);
  expect(sorted(runs)).toEqual(sorted(expected));
  const begins = runs.map(({ from }) => from);
  expect(begins).toEqual([...begins].sort((a, b) => b - a));
  const few = await readIncidentRuns(database.db, { span, filters, retention, limit: 7 });
  expect(few).toEqual(runs.slice(0, 7));
}

test("runs are those that findIncidents makes of every down minute, whatever of them is sealed", async () => {
  await givenFailures(6_000);
  await expectRight();
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-03-02T10:03:00Z") });
  await expectRight();
  await givenFailures(5);
  await expectRight({ ...NO_FILTERS, model: ["a"] });
});
