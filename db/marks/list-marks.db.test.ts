import { expect, test } from "vitest";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { listIncidents } from "./list-incidents";
import { listMarks } from "./list-marks";

const database = testDatabase();
const WINDOW = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-02T00:00:00Z") };
const retention = { minuteRetainedFrom: Number.NEGATIVE_INFINITY, rawRetainedFrom: Number.NEGATIVE_INFINITY };
const NONE: readonly string[] = [];
const ANY = { model: NONE, provider: NONE, region: NONE, tier: NONE, retention };

test("failovers, one for each outage, published policies and price changes of a window come together, oldest first, by the filters they know", async () => {
  await database.sql`
    insert into failover (at, tier, region, model, from_state, to_state, reason, n, failures, policy_version, source)
    values ('2026-03-01T12:00:00Z', 'gold', 'eu', 'a', 'closed', 'open', 'error_rate', 100, 9, 1, 'attempt'),
      ('2026-03-01T13:00:00Z', 'gold', 'eu', 'b', 'closed', 'open', 'latency', 100, 9, 1, 'attempt'),
      ('2026-03-01T13:10:00Z', 'gold', 'eu', 'b', 'open', 'half_open', 'cooldown', 0, 0, 1, 'decision'),
      ('2026-03-01T13:20:00Z', 'gold', 'eu', 'b', 'half_open', 'open', 'error_rate', 9, 2, 1, 'attempt'),
      ('2026-03-01T13:30:00Z', 'gold', 'eu', 'b', 'open', 'half_open', 'cooldown', 0, 0, 1, 'decision'),
      ('2026-03-01T13:40:00Z', 'gold', 'eu', 'b', 'half_open', 'closed', 'recovered', 9, 0, 1, 'attempt'),
      ('2026-03-01T14:00:00Z', 'gold', 'eu', 'a', 'closed', 'open', 'error_rate', 100, 9, 1, 'router'),
      ('2026-03-02T00:00:00Z', 'gold', 'eu', 'a', 'closed', 'open', 'error_rate', 100, 9, 1, 'attempt')`;
  await database.sql`
    insert into policy_version (tier, version, policy, published_at, published_by)
    values ('gold', 7, '{}', '2026-03-01T06:00:00Z', 'ada')`;

  const { marks, truncated } = await listMarks(database.db, { window: WINDOW, ...ANY });

  expect(truncated).toBe(false);
  expect(marks.map(({ kind, at }) => [kind, at.slice(11, 16)])).toEqual([
    ["policy", "06:00"],
    ["failover", "12:00"],
    ["failover", "13:00"],
  ]);
  const ofB = await listMarks(database.db, { window: WINDOW, ...ANY, model: ["b"], tier: ["silver", "gold"] });
  expect(ofB.marks.map(({ kind }) => kind)).toEqual(["policy", "failover"]);
  expect((await listMarks(database.db, { window: WINDOW, ...ANY, tier: ["silver"] })).marks).toEqual([]);
});

test("a run of down minutes is one mark with its end, of the models asked for, and unknown under a filter by tier", async () => {
  const startedAt = (minute: number) => Date.parse(`2026-03-01T20:0${minute}:00Z`) * 1_000;
  const failures = [0, 0, 0, 2, 2].map((minute) =>
    anAttempt({
      ...{ model: "down", provider: "x", region: "eu" },
      startedAtUs: startedAt(minute),
      outcome: "server_error",
    }),
  );
  await givenAttempts(database.sql, [
    ...failures,
    anAttempt({ model: "well", startedAtUs: startedAt(1), outcome: "ok" }),
  ]);

  const incidentsOf = async (asked: Partial<typeof ANY>) =>
    (await listMarks(database.db, { window: WINDOW, ...ANY, ...asked })).marks.filter(
      ({ kind }) => kind === "incident",
    );

  const incident = {
    kind: "incident",
    at: "2026-03-01T20:00:00.000Z",
    to: "2026-03-01T20:03:00.000Z",
    minutes: 2,
    failed: 5,
  };
  expect(await incidentsOf({})).toMatchObject([{ ...incident, model: "down", provider: "x", region: "eu" }]);
  expect(await incidentsOf({ model: ["well"] })).toEqual([]);
  expect(await incidentsOf({ tier: ["gold"] })).toEqual([]);
  expect(await incidentsOf({ provider: ["x"] })).toMatchObject([incident]);
  expect(await incidentsOf({ provider: ["y"] })).toEqual([]);
});

test("a filter by provider leaves out what happened at others, and keeps what has none", async () => {
  await database.sql`
    insert into price (provider, model, valid_from, input_usd_per_million, output_usd_per_million, source)
    select provider, 'a', '2026-04-01T12:00:00Z', 1, 2, 'manual' from unnest(array['x', 'y']) as provider`;
  await database.sql`
    insert into policy_version (tier, version, policy, published_at, published_by)
    values ('gold', 8, '{}', '2026-04-01T18:00:00Z', 'ada')`;

  const april = { from: new Date("2026-04-01T00:00:00Z"), to: new Date("2026-04-02T00:00:00Z") };
  const { marks } = await listMarks(database.db, { window: april, ...ANY, provider: ["x"] });

  expect(marks).toMatchObject([{ kind: "price", provider: "x" }, { kind: "policy" }]);
});

test("of incidents the newest are read and no more, and of detectors not what they watch", async () => {
  const atUs = (hour: number) => Date.parse("2026-03-05T00:30:00Z") * 1_000 + hour * 3_600_000_000;
  const hours = Array.from({ length: 4 }, (_, hour) => hour);
  await givenAttempts(
    database.sql,
    hours.flatMap((hour) =>
      Array.from({ length: 5 }, () =>
        anAttempt({ model: "often", startedAtUs: atUs(hour), outcome: "server_error", region: `r${hour % 2}` }),
      ),
    ),
  );
  const window = { from: new Date("2026-03-05T00:00:00Z"), to: new Date("2026-03-06T00:00:00Z") };

  const incidents = await listIncidents(database.db, { window, ...ANY, model: ["often"], limit: 3 });
  expect(incidents.map(({ at }) => at.slice(11, 16))).toEqual(["03:30", "02:30", "01:30"]);

  const marks = await database.sql.begin(async (tx) => {
    await tx`lock table detector_series in access exclusive mode`;
    return (await listMarks(database.db, { window, ...ANY, model: ["often"] })).marks;
  });
  expect(marks).toHaveLength(4);
});

test("a slowdown and a model change of one event are one mark, where it began", async () => {
  const measured = (measure: string) =>
    JSON.stringify([{ measure, before: 1, after: 2, ratio: 1.5, interval: [1.2, 1.7], count: 90, isFound: true }]);
  await database.sql`
    insert into detection (kind, model, provider, region, since, found_at, ended_at, end_reason, attempts, measures)
    select kind, 'changed', 'x', region, since::timestamptz, since::timestamptz + interval '2 hours',
      '2026-05-01T23:00:00Z', 'back', 1200, measured::json
    from (values ('regression', 'eu', '2026-05-01T08:00:00Z', ${measured("duration_ms_p95")}::text),
      ('swap', 'eu', '2026-05-01T06:00:00Z', ${measured("output_tokens")}::text),
      ('regression', 'us', '2026-05-01T07:00:00Z', ${measured("ttft_ms")}::text)) as d (kind, region, since, measured)`;
  await database.sql`
    update detection set event_id = (select id from detection where model = 'changed' and kind = 'regression' and region = 'eu')
    where model = 'changed' and kind = 'swap'`;
  const window = { from: new Date("2026-05-01T00:00:00Z"), to: new Date("2026-05-02T00:00:00Z") };
  const { marks } = await listMarks(database.db, { window, ...ANY, model: ["changed"] });
  const detected = { model: "changed", provider: "x", ratio: 1.5 };
  expect(marks).toEqual([
    expect.objectContaining({
      ...{ ...detected, kind: "swap", region: "eu", kinds: ["regression", "swap"] },
      ...{ at: "2026-05-01T06:00:00.000Z", measure: "duration_ms_p95" },
    }),
    expect.objectContaining({
      ...{ ...detected, kind: "regression", region: "us", kinds: ["regression"] },
      ...{ at: "2026-05-01T07:00:00.000Z", measure: "ttft_ms" },
    }),
  ]);
});
