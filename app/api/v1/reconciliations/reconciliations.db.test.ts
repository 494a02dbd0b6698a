import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { listAuditEntries } from "@/db/audit/list-audit-entries";
import { createKey } from "@/db/keys/create-key";
import { addExchangeRates } from "@/db/prices/add-exchange-rates";
import { insertPrices } from "@/db/prices/insert-prices";
import { listPrices } from "@/db/prices/list-prices";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { errorBodySchema } from "@/lib/contract/error";
import {
  billModelsSchema,
  billPreviewSchema,
  type Reconciliation,
  reconciliationPageSchema,
  reconciliationSchema,
} from "@/lib/contract/reconciliations";
import { PLAIN_TERMS } from "@/lib/domain/pricing/price";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { DAY_US, HOUR_US } from "@/lib/domain/time/units";
import { DELETE, GET as GET_ONE, PATCH } from "./[id]/route";
import { POST as RUN } from "./[id]/run/route";
import { PUT } from "./models/route";
import { POST as PREVIEW } from "./preview/route";
import { GET, POST } from "./route";

const database = testDatabase();
givenServer(database);
const keys: Record<string, string> = {};
const TODAY_US = Math.floor((Date.now() * 1_000) / DAY_US) * DAY_US;
const dayBefore = (days: number) => new Date((TODAY_US - days * DAY_US) / 1_000).toISOString().slice(0, 10);
const PROVIDER = "acme";
const MODEL = "m-bill";
const usd = (text: string) => parseUsd(text) ?? 0n;

beforeAll(async () => {
  const { db, sql } = database;
  for (const [name, scope] of [
    ["reader", "metrics:read"],
    ["finance", "ledger:write"],
  ] as const) {
    keys[name] = (await createKey(db, { key: { name, scopes: [scope] }, actor: "test", now: new Date() })).key;
  }
  // $2, $0.20 and $8 per million: 600 uncached, 400 cached and 100 out are $0.0012, $0.00008 and $0.0008.
  await insertPrices(db, [
    {
      ...{ ...PLAIN_TERMS, provider: PROVIDER, model: MODEL, validFrom: 0, validTo: null },
      ...{ inputPicoPerM: usd("2"), cachedInputPicoPerM: usd("0.2"), outputPicoPerM: usd("8") },
      ...{ source: "manual", sourceNote: null, createdBy: "test", reason: null },
    },
  ]);
  const price = (await listPrices(db)).find(({ model }) => model === MODEL);
  const call = {
    ...{ model: MODEL, provider: PROVIDER, inputTokens: 1_000, cachedInputTokens: 400, outputTokens: 100 },
    ...{ costPico: usd("0.00208"), priceId: Number(price?.id) },
  };
  const at = (days: number, hour: number) => TODAY_US - days * DAY_US + hour * HOUR_US;
  await givenAttempts(sql, [
    ...Array.from({ length: 10 }, () => anAttempt({ ...call, startedAtUs: at(3, 5) })),
    ...Array.from({ length: 10 }, () => anAttempt({ ...call, startedAtUs: at(2, 20) })),
    // Nothing of it is charged for.
    anAttempt({ ...call, startedAtUs: at(2, 20), outcome: "server_error", costPico: 0n }),
    anAttempt({ ...call, startedAtUs: at(2, 20), provider: "another" }),
  ]);
});

type Handler = typeof POST;
function ask(handler: Handler, path: string, init: RequestInit & { as?: string; id?: number } = {}): Promise<Response> {
  const { as = "finance", id, headers, ...rest } = init;
  const request = new Request(`http://localhost/api/v1/reconciliations${path}`, {
    ...rest,
    headers: { authorization: `Bearer ${keys[as]}`, ...headers },
  });
  return handler(request, { params: Promise.resolve(id === undefined ? {} : { id: String(id) }) });
}

const post = (file: string, query = `?provider=${PROVIDER}`, as = "finance") =>
  ask(POST, query, { method: "POST", body: file, as });
const created = async (file: string, query?: string) => {
  const response = await post(file, query);
  expect(response.status).toBe(201);
  return reconciliationSchema.parse(await response.json());
};
const pageOf = async (id: number, query = "") =>
  reconciliationPageSchema.parse(await (await ask(GET_ONE, `/${id}${query}`, { as: "reader", id })).json());
const refusal = async (response: Response) => {
  const { error } = errorBodySchema.parse(await response.json());
  return [response.status, error.message];
};
const ifMatch = ({ version }: Reconciliation) => ({ "if-match": `"${version}"` });
const reasons = ({ summary }: Reconciliation) =>
  Object.fromEntries(summary.parts.map(({ reason, usd: of }) => [reason, of]));

const HEADER = "day,model,token type,quantity,cost";
const line = (days: number, bucket: string, tokens: number, cost: string, model = MODEL) =>
  `${dayBefore(days)},${model},${bucket},${tokens},${cost}`;
/** As attempts are: ten calls a day. */
const day = (days: number, model = MODEL) => [
  line(days, "input", 6_000, "0.012", model),
  line(days, "cached input", 4_000, "0.0008", model),
  line(days, "output", 1_000, "0.008", model),
];
const file = (...lines: string[]) => [HEADER, ...lines].join("\n");

test("a bill of what was counted agrees, to the last digit and by day, model and bucket", async () => {
  const { id, summary, providers, file_rows } = await created(file(...day(3), ...day(2)));

  expect({ providers, file_rows }).toEqual({ providers: [PROVIDER], file_rows: 6 });
  expect(summary).toMatchObject({ bill_usd: "0.0416", own_usd: "0.0416", difference_usd: "0", explained_share: null });
  const { rows } = await pageOf(id);
  expect(rows.map(({ period, bucket, status }) => `${period} ${bucket} ${status}`)).toEqual(
    [3, 2].flatMap((days) => ["input", "cached_input", "output"].map((bucket) => `${dayBefore(days)} ${bucket} equal`)),
  );
  expect(rows[0]).toMatchObject({ own_usd_per_million: "2", bill_usd_per_million: "2", own: { tokens: 6_000 } });
});

test("each difference has its reasons, which add up, and pages and a file with totals show them", async () => {
  // On the first day 1,000 more output tokens ($0.008); on the second input at $3 ($0.006 more); and $0.01 of tax.
  const bill = await created(
    file(
      ...day(3).slice(0, 2),
      line(3, "output", 2_000, "0.016"),
      line(2, "input", 6_000, "0.018"),
      ...day(2).slice(1),
      `${dayBefore(2)},,tax,,0.01`,
    ),
    `?provider=${PROVIDER}&map=day%3Dday&map=model%3Dmodel&map=bucket%3Dtoken+type&map=category%3Dtoken+type&map=quantity%3Dquantity&map=amount%3Dcost`,
  );

  expect(reasons(bill)).toEqual({ not_routed: "0.008", price: "0.006", tax: "0.01" });
  expect(bill.summary).toMatchObject({ difference_usd: "0.024", unexplained_usd: "0", explained_share: 1 });
  const first = await pageOf(bill.id, "?status=explained&limit=2");
  expect(first.rows.map(({ bucket }) => bucket)).toEqual(["output", "input"]);
  const rest = await pageOf(bill.id, `?status=explained&limit=2&cursor=${first.next_cursor}`);
  expect([rest.rows.map(({ bucket }) => bucket), rest.next_cursor]).toEqual([["tax"], null]);
  const csv = await (await ask(GET_ONE, `/${bill.id}?format=csv`, { as: "reader", id: bill.id })).text();
  const [head = "", ...lines] = csv.trim().split("\r\n");
  const totals = Object.fromEntries(head.split(",").map((name, at) => [name, lines.at(-1)?.split(",")[at]]));
  expect(totals).toMatchObject({
    period: "total",
    bill_usd: "0.0656",
    own_usd: "0.0416",
    difference_usd: "0.024",
    tax_usd: "0.01",
  });
});

test("days are those of the billing zone", async () => {
  // 20:00 UTC is the next day in Shanghai.
  const { summary } = await created(file(...day(3), ...day(1)), `?provider=${PROVIDER}&tz=Asia/Shanghai`);
  expect(summary.difference_usd).toBe("0");
});

test("another name is suggested, remembered for all bills of the provider, and joins the sides", async () => {
  const named = await created(file(...day(3, "ACME M Bill (global)")));
  expect(named.summary.suggestions).toEqual([
    { provider: PROVIDER, bill_name: "ACME M Bill (global)", model: MODEL, why: "tokens" },
  ]);

  const body = JSON.stringify({ provider: "Acme", bill_name: "ACME M Bill (global)", model: MODEL });
  const put = await ask(PUT, "/models", { method: "PUT", body, headers: { "content-type": "application/json" } });
  expect(billModelsSchema.parse(await put.json()).models).toMatchObject([{ provider: PROVIDER, model: MODEL }]);

  const run = await ask(RUN, `/${named.id}/run`, { method: "POST", id: named.id, headers: ifMatch(named) });
  const again = reconciliationSchema.parse(await run.json());
  expect(again.summary).toMatchObject({ difference_usd: "0", parts: [], suggestions: [] });
  expect(again.version).toBe(2);
});

test("a bill in another currency is converted at the rate of its day, both figures shown; without a rate it is refused", async () => {
  const yuan = file(line(3, "input", 6_000, "0.084"))
    .replace("cost", "cost,currency")
    .replace(/0\.084/, "0.084,CNY");
  expect(await refusal(await post(yuan))).toEqual([
    422,
    `There is no exchange rate of CNY on ${dayBefore(3)}. Add the rates first`,
  ]);

  const rates = [{ currency: "CNY", day: dayBefore(3), per_usd: 7_000_000_000_000n }];
  const input = { rates, source: "test", confirm: [] };
  await addExchangeRates(database.db, { input, actor: "test", now: new Date() });
  const { id, summary } = await created(yuan);
  expect(summary).toMatchObject({ bill_usd: "0.012", amounts: [{ currency: "CNY", amount: "0.084" }] });
  expect((await pageOf(id)).rows[0]?.bill).toMatchObject({
    usd: "0.012",
    amounts: [{ currency: "CNY", amount: "0.084" }],
  });
});

test("nothing of a bill is stored that is understood by half", async () => {
  const count = async () => {
    const response = await ask(GET, "", { as: "reader" });
    return ((await response.json()) as { reconciliations: unknown[] }).reconciliations.length;
  };
  const before = await count();
  expect(await refusal(await post("Foo,Bar\n1,2"))).toEqual([422, expect.stringContaining("not understood: Foo, Bar")]);
  expect(await refusal(await post(file(...day(3), line(2, "input", 5, "much"))))).toEqual([
    422,
    "Row 5: cost is no number. Nothing was stored",
  ]);
  expect(await refusal(await post("%PDF-1.7"))).toEqual([400, "The file is a PDF document"]);
  expect(await refusal(await post(file(line(3, "input", 1, "1"), line(800, "input", 1, "1"))))).toEqual([
    422,
    expect.stringContaining("more than 400 days"),
  ]);
  expect(await refusal(await post(file(...day(3)), "?map=colour%3Dday"))).toEqual([400, "A bill has no field colour"]);
  expect((await post(file(...day(3)), undefined, "reader")).status).toBe(403);
  expect(await count()).toBe(before);
});

test("a preview says what each column is taken for, packed or not, and stores nothing", async () => {
  const bytes = gzipSync(`Foo,${file(...day(3))}`.replaceAll("\n", "\nx,"));
  const response = await ask(PREVIEW, `/preview?provider=${PROVIDER}`, { method: "POST", body: bytes });
  expect(billPreviewSchema.parse(await response.json())).toMatchObject({
    ...{ source: "columns", map: { day: "day", bucket: "token type", amount: "cost" }, unused_columns: ["Foo"] },
    ...{ lines: 3, totals: [{ currency: "USD", amount: "0.0208" }], tokens: 11_000, missing: [], problems: [] },
  });
});

test("accepted by name: it is neither compared again nor deleted, until that is taken back; each is audited", async () => {
  const bill = await created(file(...day(3)));
  const edit = (body: object, version: Reconciliation) =>
    ask(PATCH, `/${bill.id}`, {
      ...{ method: "PATCH", id: bill.id, body: JSON.stringify(body) },
      headers: { "content-type": "application/json", ...ifMatch(version) },
    });
  const signed = reconciliationSchema.parse(await (await edit({ accepted: true, note: "Paid" }, bill)).json());
  expect(signed).toMatchObject({ accepted_by: "key:finance", note: "Paid", version: 2 });
  expect((await edit({ note: "Late" }, bill)).status).toBe(412);
  const remove = (version: Reconciliation) =>
    ask(DELETE, `/${bill.id}`, { method: "DELETE", id: bill.id, headers: ifMatch(version) });
  const run = await ask(RUN, `/${bill.id}/run`, { method: "POST", id: bill.id, headers: ifMatch(signed) });
  expect([run.status, (await remove(signed)).status]).toEqual([409, 409]);

  const reopened = reconciliationSchema.parse(await (await edit({ accepted: false }, signed)).json());
  expect((await remove(reopened)).status).toBe(204);
  expect((await ask(GET_ONE, `/${bill.id}`, { as: "reader", id: bill.id })).status).toBe(404);
  const entries = await listAuditEntries(database.db, { limit: 50 });
  const actions = JSON.stringify(entries);
  for (const action of ["create", "accept", "reopen", "delete"]) expect(actions).toContain(`reconciliation.${action}`);
});
