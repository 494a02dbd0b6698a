import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, test, vi } from "vitest";
import { createDatabase, type Sql } from "./client";
import { migrateDatabase } from "./migrate";
import { getNewestMigration } from "./migrations/get-newest-migration";
import { readKnownMigration } from "./migrations/read-known-migration";
import { databaseUrl, MIGRATIONS_FOLDER } from "./testing/template";

/** Runs a test on an empty database of its own. */
async function withDatabase(body: (url: string, sql: Sql) => Promise<void>) {
  const serverUrl = inject("serverUrl");
  const name = `test_migrate_${crypto.randomUUID().replaceAll("-", "")}`;
  const server = createDatabase(serverUrl, { max: 1 });
  await server.sql.unsafe(`create database ${name}`);
  const url = databaseUrl(serverUrl, name);
  const { sql, end } = createDatabase(url, { max: 1 });
  try {
    await body(url, sql);
  } finally {
    await end();
    await server.sql.unsafe(`drop database ${name} with (force)`);
    await server.end();
  }
}

/** Migrates as a release did whose last migration was `tag`. */
async function migrateUntil(url: string, tag: string) {
  const folder = await mkdtemp(join(tmpdir(), "switchyard-migrations-"));
  await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
  const file = join(folder, "meta", "_journal.json");
  const journal: { entries: { tag: string }[] } = JSON.parse(await readFile(file, "utf8"));
  journal.entries = journal.entries.slice(0, journal.entries.findIndex((entry) => entry.tag === tag) + 1);
  await writeFile(file, JSON.stringify(journal));
  await migrateDatabase(url, folder);
  await rm(folder, { recursive: true });
}

/** Resolves once a migration waits for a lock on a table. */
async function waitForMigration(sql: Sql) {
  await vi.waitFor(
    async () => {
      const [row] = await sql`select count(*)::int as n from pg_locks l join pg_stat_activity a using (pid)
        where not l.granted and l.locktype = 'relation' and a.application_name = 'switchyard-migrate'
          and a.datname = current_database()`;
      expect(row).toEqual({ n: 1 });
    },
    { timeout: 20_000, interval: 5 },
  );
}

test("several processes may migrate one database at once", () =>
  withDatabase(async (url, sql) => {
    await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(url, MIGRATIONS_FOLDER)));

    const [row] = await sql`select count(*)::int = count(distinct hash)::int as once from drizzle.__drizzle_migrations`;
    expect(row).toEqual({ once: true });
  }));

test("attempts stored by an earlier release are the same after they are made compact", () =>
  withDatabase(async (url, sql) => {
    await migrateUntil(url, "0008_guard-audit");
    await sql.unsafe(`
      create table attempt_20260301 partition of attempt for values from ('2026-03-01 00:00:00+00') to ('2026-03-02 00:00:00+00');
      create table attempt_20260302 partition of attempt for values from ('2026-03-02 00:00:00+00') to ('2026-03-03 00:00:00+00');
      insert into attempt
      select 0, '2026-03-01 00:00:00+00'::timestamptz + n * interval '777.123456 seconds', '2026-03-03 00:00:00+00', n * 20000017::bigint,
        case when n % 3 = 0 then n * 10000019::bigint end, case when n % 5 > 0 then n end, case when n % 7 = 0 then n end,
        1 + n % 2, 3, 4, n % 2, 6, case when n % 4 = 0 then 7 end, case when n % 2 = 0 then 8 end, case when n % 9 = 0 then 9 end,
        case when n % 8 = 0 then 10 end, case when n % 3 = 0 then 11 end, case when n % 2 = 0 then n % 3 end,
        case when n % 6 > 0 then n end, case when n % 6 > 0 then n % 2 end, case when n % 6 > 0 then 0 end,
        case when n % 6 > 0 then n end, case when n % 6 > 0 then n % 5 end, n % 6, n % 3, 1 + n % 1000,
        case when n % 2 = 0 then 100 + n % 500 end, n % 2 = 0, n % 3 = 0, n % 5 = 0, n % 7 = 0,
        case when n % 2 = 0 then 'attempt ' || n else md5(n::text)::uuid::text end,
        case when n % 3 = 0 then 'request ' || n when n % 3 = 1 then upper(md5(n::text)::uuid::text) end,
        case when n % 4 = 0 then 'trace ' || n end, case when n % 5 = 0 then array['x', 'y'] end
      from generate_series(1, 200) as n`);
    const columns = (await sql`select * from attempt limit 1`).columns
      .map(({ name }) => name)
      .filter((name) => name !== "received_at")
      .join(", ");
    const stored = () => sql.unsafe(`select ${columns} from attempt order by started_at`);
    const before = await stored();

    await migrateDatabase(url, MIGRATIONS_FOLDER);

    expect([...(await stored())]).toEqual([...before]);
    expect(before).toHaveLength(200);
  }));

test("events found before are what they were, and no open alert of one fires anew", () =>
  withDatabase(async (url, sql) => {
    await migrateUntil(url, "0060_join-detections");
    await sql.unsafe(`
      insert into detection (kind, model, provider, region, since, found_at, ended_at, end_reason, attempts, measures)
      select kind, model, 'p', 'eu', since::timestamptz, since::timestamptz + interval '2 hours', ended::timestamptz,
        case when ended is null then null else 'back' end, 9, '[]'
      from (values ('regression', 'm', '2026-03-08 08:00+00', '2026-03-08 20:00+00'), ('swap', 'm', '2026-03-08 06:00+00', null),
        ('regression', 'm', '2026-03-11 06:00+00', null), ('regression', 'n', '2026-03-08 08:00+00', null)) as d (kind, model, since, ended);
      insert into alert_rule (name, severity, terms, for_minutes, channels, is_enabled, created_at, created_by, updated_at, updated_by)
      values ('r', 'warning', '{"kind": "detection"}', 0, '{}', true, now(), 't', now(), 't');
      insert into alert (rule_id, series_key, labels, state, since, evaluated_at, summary)
      select 1, 'key', '{"change": "regression", "model": "m", "provider": "p", "region": "eu"}', 'firing', now(), now(), '';`);

    await migrateDatabase(url, MIGRATIONS_FOLDER);

    const found = await sql<{ id: number; event_id: number | null }[]>`select id, event_id from detection order by id`;
    expect(found.map(({ id, event_id }) => [id, event_id])).toEqual([
      [1, null],
      [2, 1],
      [3, null],
      [4, null],
    ]);
    expect([...(await sql`select series_key from alert`)]).toEqual([{ series_key: "key #1" }]);
  }));

test("a migration that waits for a reader holds up nobody for long, and goes on once the reader has gone", () =>
  withDatabase(async (url, sql) => {
    await migrateUntil(url, "0018_drop_samples");
    const reader = createDatabase(url, { max: 1 });
    let migrating = Promise.resolve();
    await reader.sql.begin(async (tx) => {
      await tx`select count(*) from failover`;
      migrating = migrateDatabase(url, MIGRATIONS_FOLDER, { lockTimeoutMs: 100, tries: 100 });
      await waitForMigration(sql);

      // It queues behind the migration, which gives way.
      expect([...(await sql`select count(*)::int as n from failover`)]).toEqual([{ n: 0 }]);
    });
    await migrating;
    await reader.end();

    expect(await getNewestMigration(sql)).toBe(await readKnownMigration(MIGRATIONS_FOLDER));
  }));

test("a migration that never gets its lock leaves the database as it was", () =>
  withDatabase(async (url, sql) => {
    await migrateUntil(url, "0018_drop_samples");
    const before = await getNewestMigration(sql);
    const reader = createDatabase(url, { max: 1 });
    await reader.sql.begin(async (tx) => {
      await tx`select count(*) from failover`;
      await expect(migrateDatabase(url, MIGRATIONS_FOLDER, { lockTimeoutMs: 50, tries: 2 })).rejects.toThrow();
    });
    await reader.end();

    expect(await getNewestMigration(sql)).toBe(before);
  }));

test("a database beyond the newest migration known is left as it is", () =>
  withDatabase(async (url, sql) => {
    await migrateDatabase(url, MIGRATIONS_FOLDER);
    const known = await readKnownMigration(MIGRATIONS_FOLDER);
    await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', ${known + 1})`;

    await migrateDatabase(url, MIGRATIONS_FOLDER);

    expect(await getNewestMigration(sql)).toBe(known + 1);
  }));
