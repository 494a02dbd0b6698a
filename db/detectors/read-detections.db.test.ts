import { expect, test } from "vitest";
import { resolveWindow } from "@/lib/domain/time/time-window";
import { listDetected } from "../digests/list-detected";
import { testDatabase } from "../testing";
import { listDetections } from "./list-detections";

const database = testDatabase();

test("an event of which something lasted in a window is listed whole, also what was over before", async () => {
  const stored = await database.sql<{ id: number }[]>`
    insert into detection (kind, model, provider, region, since, found_at, ended_at, end_reason, attempts, measures)
    select kind, model, 'p', region, since::timestamptz, since::timestamptz + interval '2 hours', ended::timestamptz,
      case when ended is null then null else 'back' end, 100, '[]'
    from (values ('regression', 'm', 'eu', '2026-03-08T08:00:00Z', '2026-03-08T20:00:00Z'),
      ('swap', 'm', 'eu', '2026-03-08T10:00:00Z', null),
      ('regression', 'm', 'us', '2026-03-08T09:00:00Z', null),
      ('regression', 'm', 'eu', '2026-03-12T08:00:00Z', null)) as d (kind, model, region, since, ended) returning id`;
  const [slower, other] = stored.map(({ id }) => id);
  await database.sql`update detection set event_id = ${slower ?? null} where id = ${other ?? null}`;
  const listed = async (from: string, region: readonly string[]) => {
    const window = { from: new Date(from), to: new Date("2026-03-13T00:00:00Z") };
    const asked = { window, now: window.to, model: [], provider: [], region };
    const { detections } = await listDetections(database.db, asked);
    return detections.map((one) => ({ kind: one.kind, since: one.since.slice(8, 13), event: one.event_id }));
  };
  const all = await listed("2026-03-08T00:00:00Z", []);
  const [later, swap, us, first] = all;
  expect(all.map(({ kind, since }) => [kind, since])).toEqual([
    ["regression", "12T08"],
    ["swap", "08T10"],
    ["regression", "08T09"],
    ["regression", "08T08"],
  ]);
  expect(swap?.event).toBe(first?.event);
  expect(new Set([later, first, us].map((one) => one?.event)).size).toBe(3);
  expect(await listed("2026-03-09T00:00:00Z", ["eu"])).toEqual([later, swap, first]);
  expect(await listed("2026-03-09T00:00:00Z", ["us"])).toEqual([us]);

  const week = { from: new Date("2026-03-09T00:00:00Z"), to: new Date("2026-03-12T00:00:00Z") };
  const digest = await listDetected(database.db, { window: resolveWindow(week, week.to), limit: 5 });
  expect(digest).toMatchObject({
    count: 2,
    detections: [
      { region: "eu", kinds: ["regression", "swap"], since: "2026-03-08T08:00:00.000Z", ended_at: null },
      { region: "us", kinds: ["regression"] },
    ],
  });
});
