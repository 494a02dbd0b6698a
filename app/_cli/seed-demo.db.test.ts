import { expect, test } from "vitest";
import { createDatabase } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { QUARTER_US } from "@/lib/domain/time/units";
import { parseEnv } from "@/lib/env";
import { seedDemo } from "./seed-demo";

const database = testDatabase();
const env = parseEnv({});
const nowUs = Date.now() * 1000;

test("a demo is filled once, topped up afterwards, and its rollups hold what its attempts say", async () => {
  const seeder = createDatabase(database.url, { max: 4 });
  const seed = (untilUs: number) =>
    seedDemo(seeder, { env, nowUs: untilUs, spanUs: 4 * QUARTER_US, onProgress: () => undefined });
  try {
    const first = await seed(nowUs - QUARTER_US);
    const second = await seed(nowUs);

    expect(first).toMatchObject({ isTopUp: false });
    expect(second).toMatchObject({ isTopUp: true });
    expect(second.attempts).toBeLessThan(first.attempts);
    const [sums] = await database.sql`
      select (select count(*)::int from attempt) as attempts,
        (select count(*)::int from breaker_feed) as feed,
        (select count(distinct tier)::int from policy_version) as tiers,
        (select count(*)::int from person) as users,
        (select count(*)::int from alert_rule) as rules,
        (select sum(attempts)::int from rollup_day) + (select coalesce(sum(attempts), 0)::int from rollup_fresh) as folded
    `;
    const all = first.attempts + second.attempts;
    expect(sums).toEqual({ attempts: all, folded: all, feed: 0, tiers: 9, users: 3, rules: 5 });
    const [breakers] = await database.sql`
      with last as (select distinct on (tier, region, model) * from failover order by tier, region, model, at desc, id desc)
      select (select count(*)::int from breaker_state) > 10 as has_states,
        (select count(*)::int from last left join breaker_state b using (tier, region, model)
          where b.state ->> 's' is distinct from last.to_state) as ended_otherwise,
        (select count(*)::int from failover where (reason <> 'cooldown') <> (window_from is not null)) as without_window
    `;
    expect(breakers).toEqual({ has_states: true, ended_otherwise: 0, without_window: 0 });
  } finally {
    await seeder.end();
  }
});
