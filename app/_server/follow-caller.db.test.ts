import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createReaders } from "@/db/readers/create-readers";
import { testDatabase } from "@/db/testing";
import { followCaller } from "./follow-caller";
import { getReadDb } from "./runtime";
import { givenServer } from "./testing/given-server";

const database = testDatabase();
const answered: string[] = [];
const server = createServer((asked, response) =>
  followCaller(response, async () => {
    try {
      const isSlow = asked.url === "/slow";
      await getReadDb().execute(sql`select pg_sleep(${isSlow ? 60 : 0}) as reading`);
      await getReadDb().execute(sql`select 1`);
      response.end("read");
    } catch {
      answered.push("given up");
      response.destroy();
    }
  }),
);

const readers = createReaders(database.url, { max: 4, timeoutMs: 50_000 });
givenServer(database, { readers });
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return () => readers.end();
});
afterAll(() => {
  server.close();
});

async function reading(): Promise<number> {
  const [row] = await database.sql<{ running: number }[]>`
    select count(*)::int as running from pg_stat_activity
    where application_name = 'switchyard-readers' and datname = current_database() and state = 'active'`;
  return row?.running ?? 0;
}

test("what a client asked ends in the database when it hangs up, and the others are served", async () => {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const calls = [1, 2].map(() => {
    const call = request(`${origin}/slow`);
    call.on("error", () => undefined);
    call.end();
    return call;
  });
  while ((await reading()) < 2) await delay(20);

  for (const call of calls) call.destroy();
  while ((await reading()) > 0 || answered.length < 2) await delay(20);

  expect(await (await fetch(`${origin}/quick`)).text()).toBe("read");
  expect(answered).toEqual(["given up", "given up"]);
});
