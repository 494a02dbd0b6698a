import type { ISql } from "postgres";
import { expect, test } from "vitest";
import { createDatabase, type Sql } from "../client";
import { testDatabase } from "../testing";

const database = testDatabase();
const CONNECT_TIMEOUT_MS = 5_000;
const ROUNDS = 25;

async function ask(sql: ISql, question: string): Promise<string | undefined> {
  const [row] = await sql<{ answer: string }[]>`select ${question}::text as answer`;
  return row?.answer;
}

async function askInTransaction(sql: Sql, question: string): Promise<string | undefined> {
  const answers = await sql.begin((tx) => Promise.all([ask(tx, "another"), ask(tx, question)]));
  return answers[1];
}

test("connections that keep dying cost errors and no more: every answer is to its own question, no slot is lost, nothing waits long", async () => {
  const pool = createDatabase(database.url, { max: 4, applicationName: "dying" });
  const codes = new Set<string>();
  let isDying = true;
  let longestMs = 0;
  const lanes = Array.from({ length: 12 }, async (_, lane) => {
    while (isDying) {
      const askedAt = performance.now();
      const question = `${lane} at ${askedAt}`;
      await (lane % 3 === 0 ? askInTransaction(pool.sql, question) : ask(pool.sql, question)).then(
        (answer) => expect(answer).toBe(question),
        (error: { code?: string }) => codes.add(error.code ?? String(error)),
      );
      longestMs = Math.max(longestMs, performance.now() - askedAt);
    }
  });
  for (let round = 0; round < ROUNDS; round++) {
    await database.sql`
      select pg_terminate_backend(pid, 1000) from pg_stat_activity where application_name = 'dying' and datname = current_database()`;
  }
  isDying = false;
  await Promise.all(lanes);

  expect([...codes].filter((code) => !/^(CONNECTION_CLOSED|57P01|ECONNRESET|EPIPE)$/.test(code))).toEqual([]);
  expect(longestMs).toBeLessThan(CONNECT_TIMEOUT_MS);
  const held = await Promise.all(
    Array.from({ length: 4 }, () =>
      pool.sql`select ${["a"]}::text[] as a`.catch(() => pool.sql`select ${["a"]}::text[] as a`),
    ),
  );
  expect(held.flat()).toEqual(Array.from({ length: 4 }, () => ({ a: ["a"] })));
  await pool.end();
});
