import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import * as rates from "@/app/api/v1/exchange-rates/route";
import * as targets from "@/app/api/v1/targets/route";
import { createKey } from "@/db/keys/create-key";
import { addExchangeRates } from "@/db/prices/add-exchange-rates";
import { testDatabase } from "@/db/testing";
import { errorBodySchema } from "@/lib/contract/error";
import { newRatesSchema } from "@/lib/contract/prices";
import { loadCatalogue } from "@/lib/messages/catalogues";
import { answerInLocale } from "./answer-in-locale";
import { givenServer } from "./testing/given-server";

const database = testDatabase();
givenServer(database);

const ROUTES = new Map([rates, targets].map(({ POST }, place) => [["/rates", "/targets"][place], POST]));
const server = createServer((request, response) =>
  answerInLocale(request, () => {
    void answer(request).then(async (answered) => response.writeHead(answered.status).end(await answered.text()));
  }),
);
let origin = "";
let authorization = "";

beforeAll(async () => {
  await loadCatalogue("zh-CN");
  await once(server.listen(0, "127.0.0.1"), "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const scopes = ["admin", "prices:write"] as const;
  const { key } = await createKey(database.db, {
    key: { name: "test", scopes: [...scopes] },
    actor: "test",
    now: new Date(),
  });
  authorization = `Bearer ${key}`;
});
afterAll(() => {
  server.close();
});

async function answer(request: IncomingMessage): Promise<Response> {
  const route = ROUTES.get(request.url ?? "");
  if (!route) throw new Error(`Nothing answers ${request.url}`);
  const headers = { authorization, "content-type": "application/json" };
  const body = JSON.stringify(await json(request));
  return route(new Request(origin, { method: "POST", headers, body }), { params: Promise.resolve({}) });
}

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

const rateOf = (day: string, per_usd: string) => ({ source: "bank", rates: [{ currency: "CNY", day, per_usd }] });
const JUMP = rateOf("2026-03-02", "0.14");
const ENGLISH = "Is more than 10 % from the day beside it (7): it is what one dollar buys";

test("a refusal is in the language of whoever asks, and English for whoever names none", async () => {
  expect((await post("/rates", rateOf("2026-03-01", "7"))).status).toBe(201);
  const refusal = async (headers: Record<string, string>) => {
    const { message, fields } = errorBodySchema.parse(await (await post("/rates", JUMP, headers)).json()).error;
    return [message, fields?.["rates.0.per_usd"]?.[0] ?? "", fields?.confirm?.length] as const;
  };

  expect(await refusal({})).toEqual([`rates.0.per_usd: ${ENGLISH}`, ENGLISH, 1]);
  expect(await refusal({ "accept-language": "zh-CN", cookie: "switchyard.locale=en" })).toContain(ENGLISH);
  const [message, problem, confirm] = await refusal({ "accept-language": "zh-CN,zh;q=0.9,en;q=0.8" });
  expect(message).toBe(`rates.0.per_usd: ${problem}`);
  expect(problem).toMatch(/^与相邻一天 \(7\) 相差超过 10 %/);
  // By this field the form knows, in any language, that the jump can be confirmed.
  expect(confirm).toBe(1);
});

test("what is stored, and what no request asked for, is English", async () => {
  const goal = { model: "m-1", tier: null, region: null, team: null, availability_percent: 99 };
  const target = { ...goal, ttft_p99_ms: null, duration_p99_ms: null };
  const chinese = { "accept-language": "zh-CN" };
  expect((await post("/targets", target, chinese)).status).toBe(201);
  const taken = errorBodySchema.parse(await (await post("/targets", target, chinese)).json()).error;
  expect(taken.message).toBe("已有目标“模型 m-1”：请更改它");
  const audited = await database.sql`select subject from audit_entry where action = 'target.create'`;
  expect(z.array(z.object({ subject: z.string() })).parse(audited)).toEqual([{ subject: "model m-1" }]);

  const work = addExchangeRates(database.db, { input: newRatesSchema.parse(JUMP), actor: "worker", now: new Date() });
  await expect(work).rejects.toThrow(ENGLISH);
});
