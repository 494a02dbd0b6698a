import { beforeAll, expect, test } from "vitest";
import { repriceService } from "@/app/_server/reprice/reprice-service";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { addPrice } from "@/db/prices/add-price";
import { continueReprice } from "@/db/reprice/continue-reprice";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { errorBodySchema } from "@/lib/contract/error";
import { newPriceSchema } from "@/lib/contract/prices";
import {
  repriceOperation,
  repricePreviewSchema,
  repriceRunOperation,
  repriceRunsOperation,
} from "@/lib/contract/reprice";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { POST as cancel } from "./[id]/cancel/route";
import { GET as getOne } from "./[id]/route";
import { POST as undo } from "./[id]/undo/route";
import { GET as list, POST as reprice } from "./route";

const database = testDatabase();
givenServer(database, { services: [repriceService] });
const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
const from = new Date(now - 60 * MINUTE_MS).toISOString();
const to = new Date(now).toISOString();
const keys = { writer: "", reader: "" };

beforeAll(async () => {
  const { db } = database;
  const make = (name: string, scopes: ("prices:write" | "metrics:read")[]) =>
    createKey(db, { key: { name, scopes }, actor: "test", now: new Date() });
  keys.writer = (await make("writer", ["prices:write", "metrics:read"])).key;
  keys.reader = (await make("reader", ["metrics:read"])).key;
  const startedAtUs = (now - 30 * MINUTE_MS) * 1_000;
  const attempt = { startedAtUs, model: "late", provider: "house", costPico: null };
  await givenAttempts(database.sql, [anAttempt(attempt), anAttempt({ ...attempt, app: "search" })]);
  await givenPrice("1");
});

async function givenPrice(input: string) {
  const fields = { provider: "house", model: "late", source: "their list", reason: "came late" };
  const terms = { ...fields, valid_from: new Date(now - Number(input) * 60 * MINUTE_MS * 24).toISOString() };
  const price = newPriceSchema.parse({
    ...terms,
    region: input === "1" ? null : "us-*",
    rates: { input, output: "20" },
  });
  await addPrice(database.db, { input: price, actor: "finn@example.com", now: new Date() });
}

const call = (key: string, method: "GET" | "POST", body?: object) =>
  new Request("http://localhost/api/v1/reprice", {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
const ask = (body: object, key = keys.writer) =>
  reprice(call(key, "POST", { from, to, ...body }), { params: Promise.resolve({}) });
const of = (id: number) => ({ params: Promise.resolve({ id: String(id) }) });
const preview = async (body: object = {}) => {
  const answer = repriceOperation.reply.parse(await (await ask(body)).json()).preview;
  if (!answer) throw new Error("A preview is answered");
  return answer;
};

async function refusal(response: Response) {
  const body: unknown = await response.json();
  const { error } = errorBodySchema.parse(body);
  return { status: response.status, fields: Object.keys(error.fields ?? {}), message: error.message, body };
}

test("a difference is shown, applied by its token with a reason, listed, and undone", async () => {
  const shown = await preview({ models: ["late"], app: "chat" });
  expect(shown.total).toMatchObject({ attempts: 1, changed: 1, newly_priced: 1, former_usd: null, new_usd: "0.005" });
  expect(shown.apps).toMatchObject([{ app: "chat", changed: 1 }]);
  expect(shown.reasons).toMatchObject([
    { before: null, after: { source: "their list" }, why: expect.stringContaining("came late") },
  ]);

  const filters = { models: ["late"], app: "chat" };
  const applied = await ask({ ...filters, apply: true, token: shown.token, reason: "The list came late" });
  const { run } = repriceOperation.reply.parse(await applied.json());
  expect(run).toMatchObject({ state: "running", created_by: "key:writer", days_done: 0 });
  while ((await continueReprice(database)) === "more");

  const listed = repriceRunsOperation.reply.parse(await (await list(call(keys.reader, "GET"), of(0))).json());
  expect(listed.runs).toMatchObject([{ id: run?.id, state: "done", result: { changed: 1, new_usd: "0.005" } }]);
  const one = await getOne(call(keys.reader, "GET"), of(run?.id ?? 0));
  expect(repriceRunOperation.reply.parse(await one.json())).toMatchObject({ difference: { total: shown.total } });

  expect((await cancel(call(keys.writer, "POST"), of(run?.id ?? 0))).status).toBe(409);
  expect((await undo(call(keys.writer, "POST", { reason: "A slip" }), of(run?.id ?? 0))).status).toBe(200);
  while ((await continueReprice(database)) === "more");
  expect((await preview({ models: ["late"] })).total.former_usd).toBeNull();
});

test("who applies what has changed since gets the difference of now", async () => {
  const shown = await preview();
  await givenPrice("3");

  const response = await ask({ apply: true, token: shown.token, reason: "The list came late" });

  const { status, fields, body } = await refusal(response);
  expect({ status, fields }).toEqual({ status: 409, fields: ["token"] });
  const fresh = repricePreviewSchema.parse((body as { preview: unknown }).preview);
  expect(fresh.token).not.toBe(shown.token);
  expect(fresh.total.new_usd).not.toBe(shown.total.new_usd);
});

test("each thing that is missing or wrong is refused by its field; readers may look at runs alone", async () => {
  expect(await refusal(await ask({ apply: true }))).toMatchObject({ status: 422, fields: ["token", "reason"] });
  expect(await refusal(await ask({ from: to, to: from }))).toMatchObject({ status: 422, fields: ["to"] });
  expect(await refusal(await ask({ from: "yesterday" }))).toMatchObject({ status: 422, fields: ["from"] });
  expect((await ask({ colour: "red" })).status).toBe(422);
  expect((await ask({}, keys.reader)).status).toBe(403);
  expect((await undo(call(keys.reader, "POST", { reason: "no" }), of(1))).status).toBe(403);
  expect((await getOne(call(keys.reader, "GET"), of(99))).status).toBe(404);
});

test("the list names the closed months, whose ranges are refused at their first day", async () => {
  const day = (offset: number) => new Date(now + offset * 1_440 * MINUTE_MS).toISOString();
  const closed = { month: "2026-02", from: day(-400), to: day(-370) };
  await database.sql`
    insert into month_close (month, zone, starts_at, ends_at, closed_at, closed_by, statement, signature, key_id, public_key)
    values (${closed.month}, 'UTC', ${closed.from}, ${closed.to}, ${day(-360)}, 'finn', '', '', '', '')`;

  const listed = await list(call(keys.reader, "GET"), { params: Promise.resolve({}) });
  const { closed_months } = repriceRunsOperation.reply.parse(await listed.json());
  expect(closed_months).toEqual([closed]);
  const refused = await ask({ from: day(-371), to: day(-369) });
  expect(refused.status).toBe(422);
  const { error } = errorBodySchema.parse(await refused.json());
  expect(error.fields?.from?.[0]).toContain("2026-02 is closed");
});
