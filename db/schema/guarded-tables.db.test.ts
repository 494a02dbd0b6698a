import { expect, test } from "vitest";
import { testDatabase } from "../testing";

const database = testDatabase();

/** Tables whose rows a trigger of ours keeps from being changed or deleted, and whether one keeps them from TRUNCATE. */
const readGuards = () => database.sql<{ name: string; isWhole: boolean }[]>`
  select c.relname as name, bool_or(t.tgtype & 32 = 32 and t.tgtype & 2 = 2) as "isWhole"
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
  where not t.tgisinternal and c.relnamespace = 'public'::regnamespace and p.proname like 'refuse%'
  group by c.relname
  order by c.relname`;

test("every table that the database guards against changes is guarded against being emptied at once", async () => {
  const guards = await readGuards();

  expect(guards.filter(({ isWhole }) => !isWhole).map(({ name }) => name)).toEqual([]);
  expect(guards.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["alias_version", "audit_entry", "failover", "policy_bundle", "policy_version", "price"]),
  );
  for (const { name } of guards) {
    await expect(database.sql`truncate ${database.sql(name)} cascade`).rejects.toThrow(`${name} is append-only`);
  }
});

test("whatever refuses a change is named so that the guard of whole tables is asked of it", async () => {
  const named = await database.sql`
    select distinct p.proname as name from pg_trigger t join pg_proc p on p.oid = t.tgfoid
    where not t.tgisinternal and p.prosrc ilike '%raise exception%' and p.proname not like 'refuse%'`;

  expect([...named]).toEqual([]);
});
