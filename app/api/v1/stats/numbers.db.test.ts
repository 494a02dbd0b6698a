import { QueryClient } from "@tanstack/react-query";
import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import { prefetch } from "@/app/_server/prefetch";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { readOptions } from "@/lib/client/read-options";
import { spendOptions, spendParams } from "@/lib/client/spend";
import { errorBodySchema } from "@/lib/contract/error";
import { requestsSchema } from "@/lib/contract/requests";
import { spendSchema } from "@/lib/contract/spend";
import { statsModelsSchema } from "@/lib/contract/stats";
import { zonedInstant } from "@/lib/domain/format";
import * as bridgeRoute from "../bridge/route";
import * as forecastRoute from "../forecast/route";
import * as requestsRoute from "../requests/route";
import * as anomaliesRoute from "../spend/anomalies/route";
import * as spendRoute from "../spend/route";
import * as unpricedRoute from "../spend/unpriced/route";
import * as wasteRoute from "../spend/waste/route";
import * as distributionRoute from "./distribution/route";
import * as modelsRoute from "./models/route";
import * as seriesRoute from "./series/route";
import * as uptimeRoute from "./uptime/route";
import * as winnersRoute from "./winners/route";

const database = testDatabase();
givenServer(database);
const keys: Record<string, string> = {};

beforeAll(async () => {
  const { db } = database;
  for (const [name, scope] of [
    ["reader", "metrics:read"],
    ["writer", "logs:write"],
  ] as const) {
    const created = await createKey(db, { key: { name, scopes: [scope] }, actor: "test", now: new Date() });
    keys[name] = created.key;
  }
});

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

function ask(handler: Handler, search: string, as = "reader"): Promise<Response> {
  const request = new Request(`http://localhost/api/v1/x?${search}`, {
    headers: { authorization: `Bearer ${keys[as]}` },
  });
  return handler(request, { params: Promise.resolve({}) });
}

async function refusal(response: Response) {
  const { error } = errorBodySchema.parse(await response.json());
  return { status: response.status, fields: Object.keys(error.fields ?? {}) };
}

const ROUTES: [string, Handler, string][] = [
  ["models", modelsRoute.GET, ""],
  ["series", seriesRoute.GET, "metric=requests"],
  ["distribution", distributionRoute.GET, "metric=ttft_ms"],
  ["uptime", uptimeRoute.GET, ""],
  ["winners", winnersRoute.GET, ""],
  ["spend", spendRoute.GET, ""],
  ["waste", wasteRoute.GET, ""],
  ["unpriced", unpricedRoute.GET, ""],
  ["forecast", forecastRoute.GET, "group_by=team&tz=Asia/Shanghai"],
  ["bridge", bridgeRoute.GET, "window=last_month&tz=Asia/Shanghai"],
  ["anomalies", anomaliesRoute.GET, ""],
  ["requests", requestsRoute.GET, ""],
];

test.each(ROUTES)(
  "%s answers an empty store, needs metrics:read, and refuses unknown fields by name",
  async (_, handler, search) => {
    expect((await ask(handler, search)).status).toBe(200);
    expect((await ask(handler, search, "writer")).status).toBe(403);
    expect((await ask(handler, search, "nobody")).status).toBe(401);
    expect(await refusal(await ask(handler, `${search}&modle=a`))).toEqual({ status: 400, fields: ["modle"] });
    expect(await refusal(await ask(handler, `${search}&from=2026-03-01`))).toMatchObject({
      status: 400,
      fields: ["from"],
    });
  },
);

test("what was stored a moment ago is in the next answer", async () => {
  const now = new Date();
  await givenAttempts(database.sql, [anAttempt({ startedAtUs: now.getTime() * 1_000, model: "just now" })], now);

  const reply = await ask(modelsRoute.GET, "window=1h&model=just+now&region=us-east-1&region=elsewhere");

  const answer = statsModelsSchema.parse(await reply.json());
  expect(answer.filters.region).toEqual(["us-east-1", "elsewhere"]);
  expect(answer.models).toMatchObject([{ model: "just now", provider: "deepseek", attempts: 1 }]);
  expect(Date.parse(answer.to)).toBeGreaterThan(now.getTime());
});

test("a window of any instants is widened to whole minutes, and the answer says so", async () => {
  const reply = await ask(modelsRoute.GET, "from=2026-03-01T12:00:59.999999%2B02:00&to=2026-03-01T10:30:00.000001Z");
  expect(statsModelsSchema.parse(await reply.json())).toMatchObject({
    from: "2026-03-01T10:00:00.000Z",
    to: "2026-03-01T10:31:00.000Z",
  });
});

test("a month is that of the zone, and is compared with the one before; days of two periods are not compared", async () => {
  const search = "window=last_month&tz=Asia/Kathmandu&compare=previous";
  const spend = spendSchema.parse(await (await ask(spendRoute.GET, search)).json());

  expect(spend.previous?.to).toBe(spend.from);
  for (const iso of [spend.from, spend.to, spend.previous?.from ?? ""]) {
    expect(zonedInstant(Date.parse(iso), "Asia/Kathmandu")).toMatch(/-01T00:00:00\+05:45$/);
  }
  for (const wrong of ["&interval=day", "&format=csv"]) {
    expect(await refusal(await ask(spendRoute.GET, search + wrong))).toEqual({ status: 400, fields: ["compare"] });
  }
  expect((await ask(modelsRoute.GET, "window=month")).status).toBe(400);
});

test("the CSV of spend holds the rows of the JSON and then their total, safe in a spreadsheet, under a name of its own", async () => {
  const startedAtUs = Date.UTC(2026, 2, 1, 10) * 1_000;
  await givenAttempts(database.sql, [
    anAttempt({ startedAtUs, app: '=cmd("x"), y', costPico: 1_500_000_000_000n }),
    anAttempt({ startedAtUs, app: "plain", costPico: null, tier: null }),
  ]);
  const search = "from=2026-03-01T10:00:00Z&to=2026-03-01T11:00:00Z&group_by=app,model&interval=day&tz=Asia/Shanghai";
  const spend = spendSchema.parse(await (await ask(spendRoute.GET, search)).json());

  const reply = await ask(spendRoute.GET, `${search}&format=csv`);

  expect(reply.headers.get("content-type")).toContain("text/csv");
  expect(reply.headers.get("content-disposition")).toBe(
    'attachment; filename="spend_2026-03-01T10-00_2026-03-01T11-00_Asia-Shanghai_app_model.csv"',
  );
  const rows: Record<string, string>[] = parse(await reply.text(), { columns: true, record_delimiter: "\r\n" });
  expect(rows.map(({ day, app, cost_usd, attempts }) => [day, app, cost_usd, attempts])).toEqual([
    ["2026-03-01", `'=cmd("x"), y`, "1.5", "1"],
    ["2026-03-01", "plain", "", "1"],
    ["Total", "", spend.total.cost_usd, "2"],
  ]);
  expect(spend.total.cost_usd).toBe("1.5");
  const ungrouped = await ask(
    spendRoute.GET,
    `${search.replace("&group_by=app,model&interval=day", "")}&group_by=&format=csv`,
  );
  const [only, ...others]: Record<string, string>[] = parse(await ungrouped.text(), { columns: true });
  expect([only?.cost_usd, only?.attempts, others.length]).toEqual(["1.5", "2", 0]);
});

test("drill-down pages through the raw attempts", async () => {
  const search = "from=2026-03-01T10:00:00Z&to=2026-03-01T11:00:00Z&limit=1";
  const first = requestsSchema.parse(await (await ask(requestsRoute.GET, search)).json());
  const second = await ask(requestsRoute.GET, `${search}&cursor=${first.next_cursor}`);
  const { requests, next_cursor } = requestsSchema.parse(await second.json());
  expect([requests.length, next_cursor, requests[0]?.id === first.requests[0]?.id]).toEqual([1, null, false]);
  expect(await refusal(await ask(requestsRoute.GET, "cursor=nonsense"))).toEqual({ status: 400, fields: ["cursor"] });
});

test("a page is prefetched under the key its hook asks by, with what the route answers", async () => {
  const client = new QueryClient();
  const query = { from: "2026-03-01T10:00:00Z", to: "2026-03-01T11:00:00Z", app: ["plain"] };

  await prefetch(client, "/api/v1/stats/models", query);
  await prefetch(client, "/api/v1/spend", spendParams({ ...query, group_by: [], tz: "Asia/Shanghai" }));

  const stats = client.getQueryData(readOptions("/api/v1/stats/models", query).queryKey);
  expect(statsModelsSchema.parse(stats)).toMatchObject({ total: { attempts: 1 } });
  const spend = client.getQueryData(spendOptions({ ...query, group_by: [], tz: "Asia/Shanghai" }).queryKey);
  expect(spendSchema.parse(spend)).toMatchObject({ group_by: [], rows: [{ attempts: 1 }] });
});
