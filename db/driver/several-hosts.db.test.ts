import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase } from "../client";
import { testDatabase } from "../testing";
import { findProgram, freePort } from "../testing/outside-program";
import { type ServerPair, startServerPair } from "../testing/server-pair";

const database = testDatabase();
const hasServers = findProgram("postgres") !== null && findProgram("pg_basebackup") !== null;
const withServers = hasServers ? "Debian's PostgreSQL" : "Debian's PostgreSQL, which is not installed,";
const RECORDS = 10_000;

/** The test database's URL with other hosts before its own. */
const behind = (hosts: string) => database.url.replace(/@[^/]*/, (own) => `@${hosts},${own.slice(1)}`);

async function portOf(url: string): Promise<number | undefined> {
  const { sql, end } = createDatabase(url, { max: 1 });
  try {
    const [row] = await sql<{ port: number }[]>`select inet_server_port() as port`;
    return row?.port;
  } finally {
    await end();
  }
}

describe("of several hosts", () => {
  let silent: Server;
  const accepted: { destroy: () => void }[] = [];
  beforeAll(async () => {
    silent = createServer((socket) => void accepted.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    for (const socket of accepted) socket.destroy();
    silent.close();
  });

  test("the next is taken where one is dead, silent, no database or ends the connection, within the timeout of each", async () => {
    const own = Number(new URL(database.url).port);
    const address = silent.address();
    const mute = typeof address === "object" ? address?.port : 0;
    const rude = createServer((socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    await new Promise<void>((resolve) => rude.listen(0, "127.0.0.1", resolve));
    const rudeAddress = rude.address();
    const rudePort = typeof rudeAddress === "object" ? rudeAddress?.port : 0;

    expect(await portOf(behind(`127.0.0.1:${await freePort()}`))).toBe(own);
    expect(await portOf(behind(`127.0.0.1:${rudePort}`))).toBe(own);
    const startedAt = performance.now();
    expect(await portOf(`${behind(`127.0.0.1:${mute}`)}?connect_timeout=1`)).toBe(own);
    expect(performance.now() - startedAt).toBeLessThan(3_000);

    // The silent one costs its timeout once, not every connection.
    const { sql, end } = createDatabase(`${behind(`127.0.0.1:${mute}`)}?connect_timeout=1`, { max: 4 });
    await sql`select 1`;
    const openedAt = performance.now();
    await Promise.all(Array.from({ length: 4 }, () => sql`select pg_sleep(0.05)`));
    expect(performance.now() - openedAt).toBeLessThan(900);
    await end();
    rude.close();
  });

  test("when none can be used, what each said is told, with the code by which it is answered 503", async () => {
    const [one, two] = [await freePort(), await freePort()];
    const url = `postgres://u:p@127.0.0.1:${one},127.0.0.1:${two}/none`;
    await expect(portOf(url)).rejects.toMatchObject({
      code: "ECONNREFUSED",
      message: expect.stringMatching(
        new RegExp(
          `^None of the database's hosts can be used \\(127\\.0\\.0\\.1:${one}: .*; 127\\.0\\.0\\.1:${two}: .*\\)$`,
        ),
      ),
    });
  });

  test("a wrong password is told at once, not tried at every host", async () => {
    const wrong = database.url.replace(/:[^:@/]*@([^/]*)/, ":wrong@$1,127.0.0.1:1");
    await expect(portOf(wrong)).rejects.toMatchObject({ code: "28P01" });
  });
});

describe.runIf(hasServers)(`two servers of ${withServers} one the standby of the other`, () => {
  let pair: ServerPair;
  beforeAll(async () => {
    pair = await startServerPair();
  }, 90_000);
  afterAll(() => pair?.stop());

  test("whoever is looked for is found, wherever in the list", async () => {
    const [first, second] = [...pair.url.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));
    const turned = pair.url.replace(/@[^/]*/, `@127.0.0.1:${second},127.0.0.1:${first}`);
    for (const [attrs, expected] of [
      ["read-write", first],
      ["primary", first],
      ["standby", second],
      ["read-only", second],
      ["prefer-standby", second],
    ] as const) {
      expect(await portOf(`${pair.url}?target_session_attrs=${attrs}`)).toBe(expected);
      expect(await portOf(`${turned}?target_session_attrs=${attrs}`)).toBe(expected);
    }
    expect(await portOf(`${turned}?target_session_attrs=any`)).toBe(second);
    // Without a word, the one to write to.
    expect(await portOf(turned)).toBe(first);
    await expect(
      portOf(`${pair.url.replace(/127\.0\.0\.1:\d+,/, "")}?target_session_attrs=primary`),
    ).rejects.toMatchObject({
      code: "25006",
    });
  });

  test("a standby that is promoted amid the load has every acknowledged record", { timeout: 90_000 }, async () => {
    const { sql, end } = createDatabase(pair.url, { max: 8 });
    await sql`create table posted (id int primary key)`;
    let next = 0;
    const acknowledged: number[] = [];
    const lanes = Array.from({ length: 12 }, async () => {
      while (next < RECORDS) {
        const ids = Array.from({ length: 10 }, () => next++);
        const post = () =>
          sql.begin((tx) => tx`insert into posted select unnest(${ids}::int[]) on conflict do nothing`);
        for (let isStored = false; !isStored; ) {
          isStored = await post().then(
            () => true,
            () => new Promise((resolve) => setTimeout(() => resolve(false), 50)),
          );
        }
        acknowledged.push(...ids);
      }
    });
    while (acknowledged.length < RECORDS / 3) await new Promise((resolve) => setTimeout(resolve, 10));
    await pair.failOver();
    await Promise.all(lanes);

    const stored = await sql<{ id: number }[]>`select id from posted`;
    expect(stored.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(acknowledged.toSorted((a, b) => a - b));
    await end();
  });
});
