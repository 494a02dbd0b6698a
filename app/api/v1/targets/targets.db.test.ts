import { expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { errorBodySchema } from "@/lib/contract/error";
import type { Scope } from "@/lib/contract/keys";
import { targetSchema, targetsSchema } from "@/lib/contract/targets";
import * as one from "./[id]/route";
import * as all from "./route";

const database = testDatabase();
givenServer(database);

const keys = new Map<Scope, string>();

async function request(method: string, asked: { scope?: Scope; body?: object; ifMatch?: string } = {}) {
  const { scope = "admin", body, ifMatch } = asked;
  const key =
    keys.get(scope) ??
    (await createKey(database.db, { key: { name: scope, scopes: [scope] }, actor: "test", now: new Date() })).key;
  keys.set(scope, key);
  return new Request("http://localhost/api/v1/targets", {
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
const of = (id: number) => ({ params: Promise.resolve({ id: String(id) }) });
const add = async (body: object) => all.POST(await request("POST", { body }), none);
const errorOf = async (response: Response) => {
  const { code, fields } = errorBodySchema.parse(await response.json()).error;
  return [response.status, code, fields ?? {}];
};

test("a target is added, read by readers, changed on its version and deleted, all of it audited", async () => {
  const added = await add({ model: " glm-5 ", region: "eu", availability_percent: 99.95 });
  expect([added.status, added.headers.get("etag")]).toEqual([201, '"1"']);
  const { id, ...created } = targetSchema.parse(await added.json());
  expect(created).toMatchObject({ model: "glm-5", tier: null, availability_percent: 99.95, has_budget: true });

  const read = await all.GET(await request("GET", { scope: "metrics:read" }), none);
  const { targets, default_availability_percent } = targetsSchema.parse(await read.json());
  expect([default_availability_percent, targets.map((target) => target.id)]).toEqual([99.9, [id]]);

  const change = async (ifMatch: string | undefined, body: object) =>
    one.PATCH(await request("PATCH", { body, ...(ifMatch && { ifMatch }) }), of(id));
  expect((await change(undefined, { ttft_p99_ms: 900 })).status).toBe(428);
  expect((await change('"1"', { ttft_p99_ms: 900 })).status).toBe(200);
  expect(await errorOf(await change('"1"', { ttft_p99_ms: 800 }))).toEqual([
    ...[412, "PRECONDITION_FAILED"],
    { ttft_p99_ms: ["Is 900 now"] },
  ]);
  expect(await errorOf(await change('"2"', { availability_percent: null, ttft_p99_ms: null }))).toMatchObject([
    ...[422, "UNPROCESSABLE"],
    { availability_percent: [expect.stringContaining("at least one")] },
  ]);
  expect((await one.DELETE(await request("DELETE", { ifMatch: '"1"' }), of(id))).status).toBe(412);
  expect((await one.DELETE(await request("DELETE", { ifMatch: '"2"' }), of(id))).status).toBe(204);
  expect((await one.DELETE(await request("DELETE", { ifMatch: '"2"' }), of(id))).status).toBe(404);
  const audit =
    await database.sql`select action, subject, actor from audit_entry where action like 'target.%' order by id`;
  expect([...audit]).toEqual(
    ["create", "change", "delete"].map((verb) => ({
      ...{ action: `target.${verb}`, subject: "model glm-5, region eu", actor: "key:admin" },
    })),
  );
});

test("100 % is a target without a budget; beyond 100, below 50, too fine or nothing asked is refused by field", async () => {
  const full = targetSchema.parse(await (await add({ tier: "premium", availability_percent: 100 })).json());
  expect(full.has_budget).toBe(false);
  for (const availability_percent of [100.01, 49.9, 99.99999, "99"]) {
    expect(await errorOf(await add({ tier: "other", availability_percent }))).toMatchObject([
      ...[422, "UNPROCESSABLE"],
      { availability_percent: [expect.any(String)] },
    ]);
  }
  expect(await errorOf(await add({ tier: "other" }))).toMatchObject([
    422,
    "UNPROCESSABLE",
    { availability_percent: [expect.any(String)] },
  ]);
  expect(await errorOf(await add({ ttft_p99_ms: 0, duration_p99_ms: 1.5, models: "x" }))).toMatchObject([
    ...[422, "UNPROCESSABLE"],
    { ttft_p99_ms: [expect.any(String)], duration_p99_ms: [expect.any(String)] },
  ]);
});

test("two targets of the same traffic would contradict each other: the second is a conflict, also by a change", async () => {
  expect((await add({ team: "search", availability_percent: 99 })).status).toBe(201);
  expect(await errorOf(await add({ team: "search", ttft_p99_ms: 900 }))).toMatchObject([
    409,
    "CONFLICT",
    { team: [expect.any(String)] },
  ]);
  const other = targetSchema.parse(await (await add({ team: "shop", availability_percent: 99 })).json());
  const moved = await one.PATCH(await request("PATCH", { body: { team: "search" }, ifMatch: '"1"' }), of(other.id));
  expect(moved.status).toBe(409);
  expect(
    (await all.POST(await request("POST", { scope: "metrics:read", body: { ttft_p99_ms: 1 } }), none)).status,
  ).toBe(403);
});
