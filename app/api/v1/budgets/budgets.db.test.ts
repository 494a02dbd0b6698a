import { expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { budgetDetailSchema, budgetSchema, budgetsSchema } from "@/lib/contract/budgets";
import { errorBodySchema } from "@/lib/contract/error";
import type { Scope } from "@/lib/contract/keys";
import * as restore from "./[id]/restore/route";
import * as one from "./[id]/route";
import * as all from "./route";

const database = testDatabase();
givenServer(database);

const ADDRESS = "http://localhost/api/v1/budgets";
const keys = new Map<Scope, string>();

async function request(
  method: string,
  {
    path = "",
    scope = "budgets:write",
    body,
    ifMatch,
  }: { path?: string; scope?: Scope; body?: object; ifMatch?: string } = {},
): Promise<Request> {
  const key =
    keys.get(scope) ??
    (await createKey(database.db, { key: { name: scope, scopes: [scope] }, actor: "test", now: new Date() })).key;
  keys.set(scope, key);
  return new Request(`${ADDRESS}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      ...(ifMatch && { "if-match": ifMatch }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
}

const none = { params: Promise.resolve({}) };
const of = (id: number | string) => ({ params: Promise.resolve({ id: String(id) }) });
const errorOf = async (response: Response) => {
  const { code, fields } = errorBodySchema.parse(await response.json()).error;
  return [response.status, code, Object.keys(fields ?? {})];
};

test("a budget is added, read, changed on its version, deleted and restored", async () => {
  await givenAttempts(database.sql, [
    anAttempt({ startedAtUs: Date.now() * 1_000, team: "=search", costPico: 2_500_000_000_000n }),
  ]);
  const added = await all.POST(
    await request("POST", { body: { name: "Search", dimension: "team", value: "=search", amount: "10" } }),
    none,
  );
  expect([added.status, added.headers.get("etag")]).toEqual([201, '"1"']);
  const { id } = budgetSchema.parse(await added.json());

  const read = await one.GET(await request("GET", { scope: "metrics:read" }), of(id));
  expect(read.headers.get("etag")).toBe('"1"');
  const detail = budgetDetailSchema.parse(await read.json());
  expect(detail).toMatchObject({
    created_by: "key:budgets:write",
    owner: null,
    tz: "UTC",
    status: { spent_share: 0.25 },
  });

  const change = async (ifMatch: string | undefined, body: object) =>
    one.PATCH(await request("PATCH", { body, ...(ifMatch && { ifMatch }) }), of(id));
  expect(await errorOf(await change(undefined, { amount: 20 }))).toEqual([428, "PRECONDITION_REQUIRED", []]);
  expect((await change('"1"', { amount: 20 })).status).toBe(200);
  expect(await errorOf(await change('"1"', { amount: 30 }))).toEqual([412, "PRECONDITION_FAILED", ["amount"]]);
  expect(await errorOf(await change('"1"', { amount: 0, tz: "x" }))).toEqual([422, "UNPROCESSABLE", ["amount", "tz"]]);

  const csv = await all.GET(await request("GET", { path: "?format=csv", scope: "metrics:read" }), none);
  expect(csv.headers.get("content-type")).toContain("text/csv");
  const [header, line] = (await csv.text()).split("\r\n");
  expect(header).toMatch(/^id,name,dimension,value,owner,period,tz,from,to,currency,amount,spent,/);
  expect(line).toMatch(/^\d+,Search,team,'=search,,month,UTC,.*,USD,20,2\.5,0\.125,.*,2\.5,0,$/);

  expect((await one.DELETE(await request("DELETE", { ifMatch: '"2"' }), of(id))).status).toBe(204);
  expect(await errorOf(await one.GET(await request("GET", { scope: "metrics:read" }), of(id)))).toEqual([
    404,
    "NOT_FOUND",
    [],
  ]);
  expect((await restore.POST(await request("POST"), of(id))).status).toBe(200);
  const list = await all.GET(await request("GET", { scope: "metrics:read" }), none);
  expect(budgetsSchema.parse(await list.json()).budgets).toMatchObject([{ id, version: 2, amount: "20" }]);
});

test("what is no budget is refused by field with 422, and nothing is added", async () => {
  const bad = {
    ...{ name: "x", dimension: "planet", value: "mars", amount: -5, currency: "XQZ", period: "day", tz: "Mars/Base" },
    thresholds: [{ percent: 0 }, { percent: 80, of: "guess" }],
  };
  const refused = await all.POST(await request("POST", { body: bad }), none);

  expect(await errorOf(refused)).toEqual([
    422,
    "UNPROCESSABLE",
    expect.arrayContaining([
      "dimension",
      "amount",
      "currency",
      "period",
      "tz",
      "thresholds.0.percent",
      "thresholds.1.of",
    ]),
  ]);
  const byReader = await all.POST(
    await request("POST", { scope: "metrics:read", body: { name: "x", amount: 1 } }),
    none,
  );
  expect(await errorOf(byReader)).toEqual([403, "FORBIDDEN", []]);
  const list = await all.GET(await request("GET", { scope: "metrics:read" }), none);
  expect(budgetsSchema.parse(await list.json()).budgets.map(({ name }) => name)).not.toContain("x");
});
