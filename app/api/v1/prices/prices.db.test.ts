import { beforeAll, expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { priceTestReplySchema } from "@/lib/contract/price-test";
import { addPriceOperation, pricesOperation } from "@/lib/contract/prices";
import { DEFAULT_ALIASES } from "@/lib/domain/policies/catalogue-policies";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";
import * as catalogueRoute from "../catalogue/route";
import * as ratesRoute from "../exchange-rates/route";
import * as copyRoute from "./copy/route";
import * as pricesRoute from "./route";
import * as testRoute from "./test/route";

const database = testDatabase();
givenServer(database);
const keys: Record<string, string> = {};

beforeAll(async () => {
  for (const scope of ["prices:write", "metrics:read"] as const) {
    const key = { name: scope, scopes: [scope] };
    keys[scope] = (await createKey(database.db, { key, actor: "test", now: new Date() })).key;
  }
});

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

function call(handler: Handler, scope: string, { body, query = "" }: { body?: unknown; query?: string } = {}) {
  const request = new Request(`http://localhost/api/v1/x${query}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${keys[scope]}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return handler(request, { params: Promise.resolve({}) });
}

const PRICE = {
  ...{
    provider: "deepseek",
    model: "flash-by-yuan",
    currency: "CNY",
    source: "DeepSeek's yuan list",
    reason: "new list",
  },
  ...{ valid_from: "2026-11-02T00:00:00Z", rates: { input: "1", cached_input: "0.02", output: "4" } },
};

test("a price is set, listed and tried line by line; the lines add up to the amount", async () => {
  const rates = { rates: [{ currency: "cny", day: "2026-11-02", to: "2026-11-03", per_usd: "7.0789" }], source: "PBC" };
  expect((await call(ratesRoute.POST, "prices:write", { body: rates })).status).toBe(201);
  const added = await call(pricesRoute.POST, "prices:write", { body: PRICE });
  expect(added.status).toBe(201);
  const { price } = addPriceOperation.reply.parse(await added.json());

  const listed = await call(pricesRoute.GET, "metrics:read", { query: "?provider=DeepSeek&at=2026-11-02T00:00:00Z" });
  const { prices, holiday_lists } = pricesOperation.reply.parse(await listed.json());
  expect(prices).toEqual([price]);
  expect(holiday_lists.map(({ name, years }) => [name, years])).toEqual([["cn-public-holidays", [2026]]]);

  const usage = { input_tokens: 1_000_001, cached_input_tokens: 400_000, output_tokens: 1_000_000 };
  const asked = { provider: "deepseek", model: "flash-by-yuan", at: "2026-11-02T12:00:00Z", usage };
  const tried = priceTestReplySchema.parse(await (await call(testRoute.POST, "metrics:read", { body: asked })).json());
  // 600,001 × 1 + 400,000 × 0.02 + 1,000,000 × 4, and by 7.0789 for a dollar.
  expect(tried).toMatchObject({ amount: "4.608001", currency: "CNY", per_usd: "7.0789", estimated: false });
  expect(tried.cost_usd).toBe("0.650948734973");
  expect(tried.lines.map(({ kind, total }) => [kind, total])).toEqual([
    ["input", "0.600001"],
    ["cachedInput", "0.008"],
    ["output", "4"],
  ]);
  expect(formatUsd(tried.lines.reduce((sum, { total }) => sum + (parseUsd(total ?? "") ?? 0n), 0n))).toBe(tried.amount);

  const later = { ...asked, at: "2026-11-04T00:00:00Z" };
  const unpriced = priceTestReplySchema.parse(
    await (await call(testRoute.POST, "metrics:read", { body: later })).json(),
  );
  expect(unpriced).toMatchObject({
    amount: "4.608001",
    cost_usd: null,
    unpriced_because: "There is no rate of CNY for that day",
  });
});

test("the usage of a provider's answer is tried as it stands, and what was understood is answered", async () => {
  const ask = async (body: object) => {
    const response = await call(testRoute.POST, "metrics:read", {
      body: { model: "gpt-4o", provider: "openai", ...body },
    });
    return [response.status, await response.json()] as const;
  };
  const openai = {
    id: "chatcmpl-1",
    usage: {
      ...{ prompt_tokens: 1_000, completion_tokens: 100 },
      prompt_tokens_details: { cached_tokens: 400 },
      completion_tokens_details: { reasoning_tokens: 20 },
    },
  };
  const anthropic = {
    input_tokens: 600,
    cache_read_input_tokens: 400,
    cache_creation_input_tokens: 0,
    output_tokens: 100,
  };
  const gemini = {
    promptTokenCount: 1_000,
    cachedContentTokenCount: 400,
    candidatesTokenCount: 80,
    thoughtsTokenCount: 20,
  };
  for (const usage of [openai, anthropic, gemini]) {
    const [status, answer] = await ask({ provider_usage: usage });
    expect(status).toBe(200);
    expect(priceTestReplySchema.parse(answer).usage).toMatchObject({
      ...{ input_tokens: 1_000, cached_input_tokens: 400, output_tokens: 100 },
    });
  }
  const [status, refusal] = await ask({ provider_usage: { words: 3 } });
  expect([status, Object.keys(refusal.error.fields)]).toEqual([422, ["provider_usage"]]);
  expect((await ask({}))[0]).toBe(422);
  expect((await ask({ usage: { input_tokens: 1 }, provider_usage: openai }))[0]).toBe(422);
});

test("who may read numbers may not set prices", async () => {
  const body = { ...PRICE, valid_from: "2026-12-01T00:00:00Z" };
  expect((await call(pricesRoute.POST, "metrics:read", { body })).status).toBe(403);
  expect((await call(ratesRoute.POST, "metrics:read", { body: {} })).status).toBe(403);
  expect((await call(copyRoute.POST, "metrics:read", { body: {} })).status).toBe(403);
  expect((await call(catalogueRoute.POST, "metrics:read", { body: {} })).status).toBe(403);
});

test("a model's prices are found under its aliases where these are asked for, and only then", async () => {
  const [[alias, model] = ["", ""]] = Object.entries(DEFAULT_ALIASES);
  const price = { ...PRICE, provider: "house", currency: "USD", model: alias, reason: "by its other name" };
  expect((await call(pricesRoute.POST, "prices:write", { body: price })).status).toBe(201);
  const namesOf = async (query: string) => {
    const answer = await call(pricesRoute.GET, "metrics:read", { query: `?provider=house&${query}` });
    return pricesOperation.reply.parse(await answer.json()).prices.map((found) => found.model);
  };

  expect(await namesOf(`model=${model}&aliases=true`)).toEqual([alias]);
  expect(await namesOf(`model=${model}`)).toEqual([]);
  expect(await namesOf(`model=${alias}`)).toEqual([alias]);
});
