import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { createDatabase, type Database } from "../client";
import { startTestServer, type TestServer } from "../testing/test-server";
import { isAlive } from "./processes";

const WITHIN = { timeout: 30_000, interval: 50 };
const ENDED = "The embedded PostgreSQL ended unexpectedly and is started again";
const BACK = "The embedded PostgreSQL is back";
let server: TestServer | undefined;
let database: Database | undefined;

afterEach(async () => {
  await database?.end();
  await server?.stop();
});

async function givenServer() {
  server = await startTestServer({ settings: { shared_buffers: "16MB" } });
  database = createDatabase(server.url, { max: 3 });
  return { server, sql: database.sql };
}

/** Ends a server without warning, and with it the processes that serve its connections where they are given. */
function kill({ pid }: TestServer, others: readonly number[] = []): number {
  const killed = pid() ?? 0;
  for (const each of [killed, ...others]) process.kill(each, "SIGKILL");
  return killed;
}

test("a killed server is brought back at its address with what was committed, whether or not its backends died too", async () => {
  const { server: killed, sql } = await givenServer();
  await sql`create table kept (n int)`;
  const answer = async () => (await sql`select n from kept order by n`).map(({ n }) => n);

  for (const [n, all] of [false, true].entries()) {
    await sql`insert into kept values (${n})`;
    const backends = await sql<{ pid: number }[]>`select pid from pg_stat_activity where pid <> pg_backend_pid()`;
    const pid = kill(killed, all ? backends.map((backend) => backend.pid) : []);
    await vi.waitFor(() => expect(killed.pid()).not.toBe(pid), WITHIN);
    await vi.waitFor(async () => expect(await answer()).toEqual([0, 1].slice(0, n + 1)), WITHIN);
  }

  expect(killed.notices.filter((line) => !line.includes("did not start"))).toEqual([ENDED, BACK, ENDED, BACK]);
});

test("one that cannot start says why once and is tried until it can; stopped meanwhile, it leaves nothing behind", async () => {
  const { server: broken, sql } = await givenServer();
  const config = join(broken.dataDir, "postgres", "data", "postgresql.auto.conf");
  const sound = await readFile(config, "utf8");
  await appendFile(config, "no_such_setting = 1\n");
  kill(broken);

  const why = () => broken.notices.filter((line) => line.includes("contains errors"));
  await vi.waitFor(() => expect(why()).toHaveLength(1), WITHIN);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(why()).toHaveLength(1);
  await writeFile(config, sound);
  await vi.waitFor(() => expect(broken.notices).toContain(BACK), WITHIN);
  expect(await sql`select 1 as n`.catch(() => sql`select 1 as n`)).toEqual([{ n: 1 }]);

  await appendFile(config, "no_such_setting = 1\n");
  const last = kill(broken);
  await vi.waitFor(() => expect(why()).toHaveLength(2), WITHIN);
  await broken.stop();
  expect(isAlive(last)).toBe(false);
  expect(broken.pid()).toBeUndefined();
});
