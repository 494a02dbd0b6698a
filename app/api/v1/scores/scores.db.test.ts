import { beforeAll, expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { searchPending } from "@/db/scores/search-pending";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { scoresSchema, storeScoresOperation } from "@/lib/contract/scores";
import { GET, POST } from "./route";

const database = testDatabase();
givenServer(database);
let key = "";

beforeAll(async () => {
  const scopes = ["logs:write" as const, "metrics:read" as const];
  key = (await createKey(database.db, { key: { name: "judge", scopes }, actor: "test", now: new Date() })).key;
});

const params = { params: Promise.resolve({}) };
const URL_TEXT = "http://localhost/api/v1/scores";

async function post(body: string, type = "application/json") {
  const headers = { authorization: `Bearer ${key}`, "content-type": type };
  const response = await POST(new Request(URL_TEXT, { method: "POST", headers, body }), params);
  return { status: response.status, reply: storeScoresOperation.reply.parse(await response.json()) };
}

test("scores are stored by a key that writes logs, each by itself, and their means are read", async () => {
  const startedAtUs = (Date.now() - 600_000) * 1_000;
  await givenAttempts(database.sql, [anAttempt({ id: "scored", model: "scored-model", startedAtUs })]);
  const score = { id: "s1", attempt_id: "scored", evaluator: "judge", metric: "helpful", value: 0.25 };

  const mixed = await post(JSON.stringify({ scores: [score, { ...score, id: "s2", value: "low" }] }));
  const file = await post("id,request_id,evaluator,metric,value\ns3,nobody,judge,helpful,1\n", "text/csv");
  const bad = await post(JSON.stringify([{ ...score, metric: "" }]));

  expect(mixed).toEqual({
    status: 200,
    reply: {
      ...{ accepted: 1, duplicates: 0, pending: 1 },
      rejected: [{ index: 1, id: "s2", errors: [{ path: "value", message: "Must be a number, not text" }] }],
    },
  });
  expect(file).toEqual({ status: 200, reply: { accepted: 1, duplicates: 0, pending: 1, rejected: [] } });
  expect([bad.status, bad.reply.accepted, bad.reply.rejected.length]).toEqual([422, 0, 1]);

  await searchPending(database.sql, { now: new Date(), rawDays: 45 });

  const headers = { authorization: `Bearer ${key}` };
  const answer = await GET(new Request(`${URL_TEXT}?window=1h&by=language`, { headers }), params);
  expect(scoresSchema.parse(await answer.json())).toMatchObject({
    rows: [{ model: "scored-model", metric: "helpful", n: 1, mean: 0.25, low: null, language: null }],
    pending: 1,
  });
});
