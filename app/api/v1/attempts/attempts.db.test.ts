import { beforeAll, expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { attemptDetailSchema, attemptHistogramSchema, attemptsSchema } from "@/lib/contract/attempts";
import { HOUR_MS } from "@/lib/domain/time/units";
import { GET as getCsv } from "../attempts.csv/route";
import { GET as getJsonl } from "../attempts.jsonl/route";
import { GET as getAttempt } from "./[id]/route";
import { GET as getHistogram } from "./histogram/route";
import { GET } from "./route";

const database = testDatabase();
givenServer(database);
const startUs = Math.floor(Date.now() / HOUR_MS - 5) * HOUR_MS * 1_000;
const window = `from=${new Date(startUs / 1_000).toISOString()}&to=${new Date(startUs / 1_000 + HOUR_MS).toISOString()}`;
const sent = Array.from({ length: 5 }, (_, n) =>
  anAttempt({
    ...{ startedAtUs: startUs + n * 1_000_000, requestId: n < 2 ? "one" : null, attempt: n < 2 ? n + 1 : 1 },
    ...{ durationUs: n * 1_000_000, tags: n === 3 ? ["=2+2"] : null, outcome: n === 4 ? "timeout" : "ok" },
  }),
);
let key = "";

beforeAll(async () => {
  const reader = { name: "reader", scopes: ["metrics:read" as const] };
  ({ key } = await createKey(database.db, { key: reader, actor: "test", now: new Date() }));
  await givenAttempts(database.sql, sent);
});

function ask(handler: typeof GET, path: string, params: object = {}): Promise<Response> {
  const request = new Request(`http://localhost/api/v1/${path}`, { headers: { authorization: `Bearer ${key}` } });
  return handler(request, { params: Promise.resolve(params) });
}

test("a list says how many there are, and pages go on where the one before ended", async () => {
  const first = attemptsSchema.parse(await (await ask(GET, `attempts?${window}&sort=duration_ms&limit=3`)).json());
  expect(first.total).toBe(5);
  expect(first.attempts.map(({ duration_ms }) => duration_ms)).toEqual([4_000, 3_000, 2_000]);
  const next = `attempts?${window}&sort=duration_ms&limit=3&cursor=${first.next_cursor}`;
  const second = attemptsSchema.parse(await (await ask(GET, next)).json());
  expect(second.attempts.map(({ duration_ms }) => duration_ms)).toEqual([1_000, 0]);
  expect(second).toMatchObject({ next_cursor: null, total: null, partial: false });
});

test("a range that is no number and a cursor of another order are refused by name", async () => {
  for (const [query, field] of [
    ["duration_ms_min=slow", "duration_ms_min"],
    ["cost_usd_max=1e30", "cost_usd_max"],
    ["cursor=WyJ4Il0", "cursor"],
  ]) {
    const answer = await ask(GET, `attempts?${window}&${query}`);
    expect(answer.status).toBe(400);
    expect(Object.keys((await answer.json()).error.fields)).toEqual([field]);
  }
});

test("an attempt comes with its request's others in order and with the lines of its cost", async () => {
  const [first, second, third] = sent;
  const at = new Date((second?.startedAtUs ?? 0) / 1_000).toISOString();
  const answer = await ask(getAttempt, `attempts/x?started_at=${at}`, { id: second?.id });
  const detail = attemptDetailSchema.parse(await answer.json());
  expect(detail.attempt.id).toBe(second?.id);
  expect(detail.request.map(({ id }) => id)).toEqual([first?.id, second?.id]);
  // Its own request, so that it is found by its id alone.
  const alone = await ask(getAttempt, "attempts/x", { id: third?.id });
  expect(attemptDetailSchema.parse(await alone.json()).attempt.id).toBe(third?.id);
  expect((await ask(getAttempt, "attempts/x", { id: "nobody" })).status).toBe(404);
});

test("files hold the selection in its order, and nothing that a spreadsheet would run", async () => {
  const csv = (await (await ask(getCsv, `attempts.csv?${window}&sort=duration_ms&order=asc`)).text()).trimEnd();
  const lines = csv.split("\r\n");
  expect(lines).toHaveLength(6);
  expect(lines[4]).toMatch(/,'=2\+2$/);
  const jsonl = await (await ask(getJsonl, `attempts.jsonl?${window}&sort=duration_ms&limit=2`)).text();
  expect(
    jsonl
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).duration_ms),
  ).toEqual([4_000, 3_000]);
});

test("the histogram counts every attempt in its bucket by outcome", async () => {
  const answer = await ask(getHistogram, `attempts/histogram?${window}&outcome=timeout`);
  const { buckets, step } = attemptHistogramSchema.parse(await answer.json());
  expect(step).toBe("1m");
  expect(buckets).toHaveLength(60);
  expect(buckets[0]?.outcomes).toMatchObject({ ok: 0, timeout: 1 });
});
