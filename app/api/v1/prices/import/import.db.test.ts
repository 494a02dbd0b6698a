import { beforeAll, expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { insertPrices } from "@/db/prices/insert-prices";
import { listPrices } from "@/db/prices/list-prices";
import { seedCataloguePrices } from "@/db/prices/seed-catalogue-prices";
import { testDatabase } from "@/db/testing";
import { errorBodySchema } from "@/lib/contract/error";
import { importDiffSchema, staleImportSchema } from "@/lib/contract/price-import";
import { lookUpListPrices } from "@/lib/ingest/list-price/look-up-list-prices";
import * as csvRoute from "../../prices.csv/route";
import * as importRoute from "./route";

const database = testDatabase();
givenServer(database);
const keys: Record<string, string> = {};

beforeAll(async () => {
  for (const scope of ["prices:write", "metrics:read"] as const) {
    keys[scope] = (
      await createKey(database.db, { key: { name: scope, scopes: [scope] }, actor: "test", now: new Date() })
    ).key;
  }
});

const LIST = {
  "deepseek/deepseek-house": {
    litellm_provider: "deepseek",
    mode: "chat",
    input_cost_per_token: 3e-7,
    output_cost_per_token: 1.2e-6,
  },
  "deepseek/deepseek-other": {
    litellm_provider: "deepseek",
    mode: "chat",
    input_cost_per_token: -1,
    output_cost_per_token: 1e-6,
  },
};
const litellm = (fields: object = {}) => ({ format: "litellm", text: JSON.stringify(LIST), scope: "all", ...fields });

function post(body: unknown, { scope = "prices:write", query = "" } = {}): Promise<Response> {
  const request = new Request(`http://localhost/api/v1/prices/import${query}`, {
    ...{ method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) },
    headers: { authorization: `Bearer ${keys[scope]}`, "content-type": "application/json" },
  });
  return importRoute.POST(request, { params: Promise.resolve({}) });
}
async function diffOf(body: unknown) {
  const response = await post(body);
  expect(response.status).toBe(200);
  return importDiffSchema.parse(await response.json());
}
async function errorOf(response: Response) {
  const { code, fields } = errorBodySchema.parse(await response.json()).error;
  return [response.status, code, ...Object.keys(fields ?? {})];
}
async function exported(): Promise<string> {
  const headers = { authorization: `Bearer ${keys["metrics:read"]}` };
  const response = await csvRoute.GET(new Request("http://localhost/api/v1/prices.csv", { headers }), {
    params: Promise.resolve({}),
  });
  expect(response.headers.get("content-type")).toContain("text/csv");
  return response.text();
}

test("a list is looked at, applied by its state, and stale to whoever looked before", async () => {
  const { state, counts, rows } = await diffOf(litellm());
  expect(counts).toMatchObject({ added: 1, refused: 1 });
  expect(rows.map(({ row, kind, refusals }) => [row, kind, refusals[0]?.field])).toEqual([
    ["deepseek/deepseek-other", "refused", "input_cost_per_token"],
    ["deepseek/deepseek-house", "added", undefined],
  ]);
  expect(await listPrices(database.db, { model: "deepseek-house" })).toEqual([]);

  const decided = litellm({ leave_out: ["deepseek/deepseek-other"], apply: true });
  expect(await errorOf(await post(decided))).toEqual([428, "PRECONDITION_REQUIRED"]);
  const applying = { ...decided, state };
  expect(await errorOf(await post({ ...applying, leave_out: [] }))).toEqual([
    ...[422, "UNPROCESSABLE", "rows.deepseek/deepseek-other.input_cost_per_token"],
  ]);
  expect(await diffOf(applying)).toMatchObject({ applied: true, counts: { stored: 1 } });
  const stale = await post(applying);
  expect(stale.status).toBe(412);
  const answer = staleImportSchema.parse(await stale.json());
  expect(answer).toMatchObject({
    error: { code: "PRECONDITION_FAILED" },
    diff: { counts: { unchanged: 1, added: 0 } },
  });
  expect(await diffOf({ ...applying, state: answer.diff.state })).toMatchObject({
    applied: false,
    counts: { stored: 0 },
  });
});

test("what is exported is imported without a change", async () => {
  await seedCataloguePrices(database.db, Date.now() * 1_000);
  // With hours and bands of its own, and a price that is announced.
  for (const model of ["deepseek-v4-flash", "gemini-3.6-flash"]) {
    await insertPrices(database.db, lookUpListPrices(model.startsWith("gemini") ? "google" : "deepseek", model));
  }
  const text = await exported();
  expect(text.split("\r\n").length).toBeGreaterThan(10);
  const { counts } = await diffOf({ format: "csv", text, scope: "all" });
  expect(counts).toMatchObject({ added: 0, changed: 0, refused: 0, placeholder: 0, missing: 0 });
  expect(counts.unchanged).toBe(text.trim().split("\r\n").length - 1);
});

test("prices that were stored before there were buckets for an hour's cache and searches get them from the import on", async () => {
  const { db } = database;
  const [listed] = lookUpListPrices("anthropic", "claude-sonnet-4-5");
  if (!listed) throw new Error("The list has this model");
  await insertPrices(db, [{ ...listed, cacheWrite1hPicoPerM: null, feePico: {} }]);

  const { state, rows } = await diffOf({ format: "genai-prices" });
  const row = rows.find(({ row: name }) => name === "anthropic/claude-sonnet-4-5");
  expect(row).toMatchObject({
    kind: "changed",
    changes: [
      { field: "rates.cache_write_1h", before: null, after: "6" },
      { field: "fees.searches", before: null, after: "0.01" },
    ],
  });
  const others = rows.map(({ row: name }) => name).filter((name) => name !== row?.row);
  await diffOf({ format: "genai-prices", apply: true, state, leave_out: others });
  const [old, fresh] = await listPrices(db, { model: "claude-sonnet-4-5" });
  expect([old?.cacheWrite1hPicoPerM, old?.validTo]).toEqual([null, fresh?.validFrom]);
  expect(fresh?.cacheWrite1hPicoPerM).toBe(6_000_000_000_000n);
});

test("bodies that are no import are refused by field, and whoever may not set prices is", async () => {
  expect(await errorOf(await post({ format: "litellm" }))).toEqual([422, "UNPROCESSABLE", "text"]);
  expect(await errorOf(await post({ format: "xlsx", text: "" }))).toEqual([422, "UNPROCESSABLE", "format"]);
  expect(await errorOf(await post(litellm({ text: '{"cut": {' })))).toEqual([422, "UNPROCESSABLE", "text"]);
  expect(await errorOf(await post(litellm({ valid_from: "soon" })))).toEqual([422, "UNPROCESSABLE", "valid_from"]);
  expect(await errorOf(await post("{"))).toEqual([400, "INVALID"]);
  expect(await errorOf(await post(litellm(), { query: "?apply=maybe" }))).toEqual([400, "INVALID", "apply"]);
  expect(await errorOf(await post(litellm(), { query: "?apply=true" }))).toEqual([428, "PRECONDITION_REQUIRED"]);
  expect(await errorOf(await post(litellm(), { scope: "metrics:read" }))).toEqual([403, "FORBIDDEN"]);
});
