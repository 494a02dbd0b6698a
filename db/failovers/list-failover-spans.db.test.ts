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
      ...{ reason: "error_rate", reopened: 0, open: [] },
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
