import { beforeAll, expect, test, vi } from "vitest";
import { forCaller } from "@/db/readers/caller-context";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { marksOperation } from "@/lib/contract/marks";
import { requestsQuerySchema } from "@/lib/contract/requests";
import { statsQuerySchema } from "@/lib/contract/stats";
import { givenServer } from "../testing/given-server";
import { computeAnswer } from "./compute-answer";
import { answerRead, readAnswerValues, readService } from "./read-service";

const database = testDatabase();
givenServer(database, { services: [readService] });
const AT_US = Date.parse("2026-03-01T10:10:00Z") * 1_000;
const HOUR = { from: "2026-03-01T10:00:00Z", to: "2026-03-01T11:00:00Z" };

beforeAll(async () => {
  const { sql } = database;
  await givenAttempts(sql, [anAttempt({ startedAtUs: AT_US }), anAttempt({ startedAtUs: AT_US + 1 })]);
});

test("the thread answers what the same question is answered in place", async () => {
  const query = statsQuerySchema.parse(HOUR);

  const response = await answerRead("/api/v1/stats/models", query);

  expect(response.headers.get("content-type")).toBe("application/json");
  const here: { as_of: string } = JSON.parse(
    new TextDecoder().decode(await computeAnswer("/api/v1/stats/models", query)),
  );
  expect(await response.json()).toEqual({ ...here, as_of: expect.any(String) });
  expect(await readAnswerValues("/api/v1/stats/models", query)).toMatchObject({ total: { attempts: 2 } });
});

test("those who ask the same at once share reads, and those with other rights or filters have their own", async () => {
  const query = statsQuerySchema.parse(HOUR);
  const asOf = (id: string, scopes: readonly string[], asked = query) =>
    forCaller({ signal: new AbortController().signal, caller: { id, name: id, scopes } }, async () => {
      const { as_of, total } = await readAnswerValues("/api/v1/stats/models", asked);
      return { as_of, attempts: total.attempts };
    });
  const viewers = Array.from({ length: 10 }, (_, index) => asOf(`viewer ${index}`, ["metrics:read"]));
  const none = statsQuerySchema.parse({ ...HOUR, model: "nobody" });
  const others = [asOf("admin", ["metrics:read", "admin"]), asOf("viewer 1", ["metrics:read"], none)];

  const answers = await Promise.all([...viewers, ...others]);

  // The first of them began at once, the others wait for it and share the next.
  expect(new Set(answers.slice(1, 10).map(({ as_of }) => as_of)).size).toBe(1);
  expect(answers.map(({ attempts }) => attempts)).toEqual([...Array.from({ length: 11 }, () => 2), 0]);
});

test("marks, which every screen polls, are read on the thread", async () => {
  expect(await readAnswerValues("/api/v1/marks", marksOperation.query.parse(HOUR))).toEqual({
    ...{ marks: [], truncated: false },
  });
});

test("an error keeps its code and field on its way from the thread", async () => {
  const query = { ...requestsQuerySchema.parse(HOUR), cursor: "nonsense" };

  await expect(answerRead("/api/v1/requests", query)).rejects.toMatchObject({
    code: "INVALID",
    fields: { cursor: [expect.any(String)] },
  });
});

test("what is read for one who leaves ends in the database", async () => {
  const left = new AbortController();
  const locked = database.sql.begin(async (tx) => {
    await tx`lock table attempt in access exclusive mode`;
    const reading = forCaller({ signal: left.signal, caller: { id: "a", name: "a", scopes: [] } }, () =>
      answerRead("/api/v1/requests", requestsQuerySchema.parse(HOUR)),
    );
    reading.catch(() => undefined);
    await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 20_000, interval: 50 });
    left.abort();
    await expect(reading).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 20_000, interval: 50 });
  });
  await locked;
});

async function waiting(): Promise<number | undefined> {
  const [row] = await database.sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where application_name = 'switchyard-readers' and datname = current_database() and state = 'active'`;
  return row?.count;
}
