import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "../testing";
import { listFailoverSpans } from "./list-failover-spans";

const database = testDatabase();
const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-02T00:00:00Z") };
const ANY = { tier: [], region: [], model: [] };

test("spans of a window are found also where they began before it or still last, by the filters, of the server's own breakers", async () => {
  await database.sql`
    insert into failover (at, tier, region, model, from_state, to_state, reason, n, failures, policy_version, source)
    values ('2026-02-20T00:00:00Z', 'gold', 'eu', 'a', 'closed', 'open', 'latency', 100, 9, 1, 'attempt'),
      ('2026-02-20T01:00:00Z', 'gold', 'eu', 'a', 'half_open', 'closed', 'recovered', 100, 9, 1, 'attempt'),
      ('2026-02-28T23:00:00Z', 'gold', 'eu', 'a', 'closed', 'open', 'error_rate', 100, 9, 1, 'attempt'),
      ('2026-02-28T23:30:00Z', 'gold', 'eu', 'a', 'open', 'half_open', 'cooldown', 0, 0, 1, 'decision'),
      ('2026-03-01T01:00:00Z', 'gold', 'eu', 'a', 'half_open', 'closed', 'recovered', 9, 0, 1, 'attempt'),
      ('2026-02-27T01:00:00Z', 'gold', 'us', 'a', 'closed', 'open', 'latency', 100, 9, 1, 'attempt'),
      ('2026-02-27T02:00:00Z', 'gold', 'us', 'a', 'half_open', 'closed', 'recovered', 100, 9, 1, 'attempt'),
      ('2026-03-01T12:00:00Z', 'gold', 'us', 'a', 'closed', 'open', 'latency', 100, 9, 1, 'attempt'),
      ('2026-03-01T13:00:00Z', 'gold', 'us', 'a', 'closed', 'open', 'latency', 100, 9, 1, 'router'),
      ('2026-03-02T00:00:00Z', 'gold', 'us', 'a', 'open', 'half_open', 'cooldown', 0, 0, 1, 'decision'),
      ('2026-03-01T14:00:00Z', 'free', 'us', 'b', 'closed', 'open', 'latency', 100, 9, 1, 'attempt')`;

  const { spans, truncated } = await listFailoverSpans(database.db, { window, ...ANY });

  expect(truncated).toBe(false);
  expect(spans).toEqual([
    {
      ...{ tier: "gold", region: "eu", model: "a", from: "2026-02-28T23:00:00.000Z", to: "2026-03-01T01:00:00.000Z" },
      ...{ reason: "error_rate", reopened: null, open: [] },
    },
    {
      ...{ tier: "gold", region: "us", model: "a", from: "2026-03-01T12:00:00.000Z", to: null },
      ...{ reason: "latency", reopened: 0, open: [{ from: "2026-03-01T12:00:00.000Z", to: null }] },
    },
    {
      ...{ tier: "free", region: "us", model: "b", from: "2026-03-01T14:00:00.000Z", to: null },
      ...{ reason: "latency", reopened: 0, open: [{ from: "2026-03-01T14:00:00.000Z", to: null }] },
    },
  ]);
  const some = await listFailoverSpans(database.db, { window, ...ANY, model: ["a"], region: ["us"] });
  expect(some.spans.map(({ from }) => from)).toEqual(["2026-03-01T12:00:00.000Z"]);
  expect((await listFailoverSpans(database.db, { window, ...ANY, tier: ["none"] })).spans).toEqual([]);
});

test("a long history costs no more than a few rows of each breaker", async () => {
  await database.sql`
    insert into failover (at, tier, region, model, from_state, to_state, reason, n, failures, policy_version, source)
    select '2026-01-01T00:00:00Z'::timestamptz + step * interval '1 minute', 'gold', 'region' || step % 3, 'busy',
      case when step % 6 < 3 then 'closed' else 'open' end, case when step % 6 < 3 then 'open' else 'closed' end, 'latency', 9, 9, 1,
      'attempt'
    from generate_series(1, 6000) step`;
  await database.sql`analyze failover`;

  const { spans, read } = await database.db.transaction(async (tx) => {
    const found = await listFailoverSpans(tx, { window, ...ANY, model: ["busy"] });
    const [counted] = await tx.execute<{ read: string }>(sql`
      select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables where relname = 'failover'`);
    return { spans: found.spans, read: Number(counted?.read) };
  });

  expect(spans.map(({ region }) => region)).toEqual(["region0"]);
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(200);
});
