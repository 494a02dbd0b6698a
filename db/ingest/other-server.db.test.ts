import { beforeEach, expect, test } from "vitest";
import { createDatabase, type Sql } from "../client";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { testDatabase } from "../testing";
import { anAttempt } from "../testing/given-attempts";
import { storeAttempts } from "./store-attempts";

const database = testDatabase();
const nowUs = Date.now() * 1_000;

beforeEach(async () => {
  await database.sql`truncate attempt_row, attribution, label_set, dimension, dimension_day, dimension_day_count, attempt_day`;
});

/** A backup from before anything came, as it would be restored while Switchyard runs: every session ends. */
async function restoreEmpty(): Promise<void> {
  await database.sql`truncate attempt_row, attribution, label_set, dimension, dimension_day, dimension_day_count, attempt_day restart identity`;
  await database.sql`
    select pg_terminate_backend(pid, 1000) from pg_stat_activity
    where application_name = 'restored' and datname = current_database()`;
}

async function countNameless(): Promise<unknown> {
  const [row] = await database.sql`
    select count(*) filter (where s.id is null or l.id is null)::int as without_set,
      count(*) filter (where m.value is distinct from 'the-model' or t.value is distinct from 'the-team')::int as misnamed,
      count(*)::int as attempts, (select count(*)::int from attempt_day) as days
    from attempt_row r left join attribution s on s.id = r.attribution_id left join label_set l on l.id = r.label_set_id
      left join dimension m on m.id = s.model_id left join dimension t on t.id = l.team_id`;
  return row;
}

const store = (sql: Sql, codes: DimensionCodes, names: { model: string; team: string }, n: number) =>
  storeAttempts(sql, {
    posts: [Array.from({ length: n }, () => anAttempt({ startedAtUs: nowUs - 60_000_000, ...names }))],
    codes,
    nowUs,
  });

test("what was learned from a database before an older one was restored names no attempt in that one", async () => {
  const { sql, end } = createDatabase(database.url, { max: 2, applicationName: "restored" });
  const codes = new DimensionCodes();
  await store(sql, codes, { model: "another", team: "others" }, 3);
  await store(sql, codes, { model: "the-model", team: "the-team" }, 3);
  await restoreEmpty();
  // The first finds its session gone, and what it is told is to try again.
  await store(sql, codes, { model: "the-model", team: "the-team" }, 3).catch(() => []);
  await store(sql, codes, { model: "the-model", team: "the-team" }, 4);
  await end();

  const found = await countNameless();
  expect(found).toMatchObject({ without_set: 0, misnamed: 0, days: 1 });
});

test("sessions that end while batches are looked up and stored leave no attempt without its names", async () => {
  const { sql, end } = createDatabase(database.url, { max: 3, applicationName: "restored" });
  const codes = new DimensionCodes();
  let isOver = false;
  const writers = Array.from({ length: 4 }, async () => {
    while (!isOver) await store(sql, codes, { model: "the-model", team: "the-team" }, 5).catch(() => []);
  });
  for (let round = 0; round < 10; round++) {
    await database.sql`
      select pg_terminate_backend(pid, 1000) from pg_stat_activity
      where application_name = 'restored' and datname = current_database()`;
  }
  isOver = true;
  await Promise.all(writers);
  await store(sql, codes, { model: "the-model", team: "the-team" }, 1);
  await end();

  expect(await countNameless()).toMatchObject({ without_set: 0, misnamed: 0, days: 1 });
});
