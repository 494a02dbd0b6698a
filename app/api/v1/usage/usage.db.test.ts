import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ingestService } from "@/app/_server/ingest/ingest-service";
import { givenServer } from "@/app/_server/testing/given-server";
import { GET } from "@/app/api/v1/spend/route";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { errorBodySchema } from "@/lib/contract/error";
import { ingestReplySchema } from "@/lib/contract/log-record";
import { spendSchema } from "@/lib/contract/spend";
import { importedUsageSchema } from "@/lib/contract/usage-record";
import { usageSourceSchema } from "@/lib/contract/usage-sources";
import { POST as POST_FILE } from "./files/route";
import { DELETE, POST } from "./route";
import { GET as GET_SOURCES } from "./sources/route";

const database = testDatabase();
givenServer(database, { services: [ingestService] });
let key = "";

beforeAll(async () => {
  const scopes = ["logs:write" as const, "metrics:read" as const, "admin" as const];
  key = (await createKey(database.db, { key: { name: "bill", scopes }, actor: "test", now: new Date() })).key;
});

const params = { params: Promise.resolve({}) };
type Body = string | Uint8Array<ArrayBuffer>;

function request(path: string, body: Body, headers: Record<string, string> = {}): Request {
  return new Request(`http://localhost${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    body,
  });
}

const send = (body: Body, headers?: Record<string, string>) => POST(request("/api/v1/usage", body, headers), params);
const post = (body: unknown) => send(JSON.stringify(body));
const replyOf = async (response: Response) => ingestReplySchema.parse(await response.json());
const sendFile = (body: unknown) => POST_FILE(request("/api/v1/usage/files", JSON.stringify(body)), params);

let days = 0;
const record = (more: object = {}) => ({
  ...{
    id: crypto.randomUUID(),
    day: new Date(Date.UTC(2025, 0, ++days)).toISOString().slice(0, 10),
    provider: "openai",
  },
  ...{ model: "gpt-4o", cost: "1.25", currency: "USD", source: "bill", ...more },
});

async function spend(from: string, to: string) {
  const url = `http://localhost/api/v1/spend?from=${from}T00:00:00Z&to=${to}T00:00:00Z&group_by=model&interval=day`;
  const response = await GET(new Request(url, { headers: { authorization: `Bearer ${key}` } }), params);
  return spendSchema.parse(await response.json());
}

test("arrays, objects, lines and gzip are stored, and counted in the next answer of spend", async () => {
  const records = [record(), record(), record(), record()];
  const [a, b, c, d] = records;
  expect(await replyOf(await post([a]))).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
  expect(await replyOf(await post({ usage: [b] }))).toMatchObject({ accepted: 1 });
  const lines = await send(`${JSON.stringify(c)}\n`, { "content-type": "application/x-ndjson" });
  expect(await replyOf(lines)).toMatchObject({ accepted: 1 });
  const packed = await send(new Uint8Array(gzipSync(JSON.stringify([d]))), { "content-encoding": "gzip" });
  expect(await replyOf(packed)).toMatchObject({ accepted: 1 });

  const { total, rows } = await spend("2025-01-01", "2025-01-05");
  expect(total).toMatchObject({ attempts: 0, cost_usd: "5", usage_records: { records: 4, cost_usd: "5" } });
  expect(rows).toHaveLength(4);
  expect(await replyOf(await post(records))).toEqual({ accepted: 0, duplicates: 4, rejected: [] });
});

test("a bad record is rejected by index and field beside the good ones; 422 where all are", async () => {
  const good = record();
  const broken = `${JSON.stringify(good)}\n{not json\n${JSON.stringify(record({ day: "2025-02-30" }))}`;
  const reply = await replyOf(await send(broken, { "content-type": "application/x-ndjson" }));
  expect(reply).toMatchObject({
    accepted: 1,
    rejected: [
      { index: 1, id: null },
      { index: 2, errors: [{ path: "day" }] },
    ],
  });

  const again = { ...record(), day: good.day };
  const refused = await post([again, { ...good, cost: "9" }]);
  expect(refused.status).toBe(422);
  expect(await replyOf(refused)).toMatchObject({
    rejected: [
      { index: 0, id: again.id, errors: [{ path: "id", message: expect.stringContaining(good.id) }] },
      { index: 1, id: good.id, errors: [{ path: "revision" }] },
    ],
  });
  expect(await replyOf(await post([{ ...good, cost: "9", revision: 1 }]))).toMatchObject({ accepted: 1 });
  const [stored] = await database.sql<
    { n: number }[]
  >`select count(*)::int as n from rejected_record where source = 'usage'`;
  expect(stored?.n).toBe(4);
});

test("a body that is no list of usage records is refused as a whole", async () => {
  const codeOf = async (response: Response) => errorBodySchema.parse(await response.json()).error;
  expect(await codeOf(await post({ logs: [record()] }))).toMatchObject({
    code: "INVALID",
    message: expect.stringContaining("usage"),
  });
  expect(await codeOf(await send("{"))).toMatchObject({ code: "INVALID" });
  expect(await codeOf(await send("a,b", { "content-type": "text/csv" }))).toMatchObject({ code: "UNSUPPORTED" });
  expect((await POST(request("/api/v1/usage", "[]", { authorization: "Bearer nothing" }), params)).status).toBe(401);
});

test("without a cost the list has the price, and is asked for models never seen before", async () => {
  const tokens = record({
    cost: undefined,
    currency: undefined,
    model: "gpt-4o-mini",
    input_tokens: 1_000_000,
    output_tokens: 0,
  });
  await post([tokens]);
  const { total } = await spend(tokens.day, new Date(Date.parse(tokens.day) + 86_400_000).toISOString().slice(0, 10));
  expect(total).toMatchObject({
    cost_usd: "0.15",
    tokens: { input: 1_000_000 },
    usage_records: { list_price_usd: "0.15" },
  });
});

test("a console's export is shown first, then stored once, and replaced by a later export", async () => {
  const text = (cost: string) =>
    `usage_date_utc,model,cost_usd\n2024-05-01,Claude Haiku 4.5,${cost}\n2024-05-01,Claude Haiku 4.5,1`;
  const importOf = async (cost: string, more: object = {}) =>
    importedUsageSchema.parse(await (await sendFile({ source: "anthropic-cost", text: text(cost), ...more })).json());
  const cost = async () => (await spend("2024-05-01", "2024-05-02")).total.cost_usd;

  expect(await importOf("2", { dry_run: true })).toMatchObject({
    rows: 2,
    records: 1,
    sample: [{ cost: "3", model: "claude-haiku-4-5" }],
  });
  expect(await cost()).toBeNull();
  expect(await importOf("2")).toMatchObject({ accepted: 1, duplicates: 0 });
  expect(await importOf("2")).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(await importOf("4")).toMatchObject({ accepted: 1, duplicates: 0 });
  expect(await cost()).toBe("5");

  const wrong = errorBodySchema.parse(await (await sendFile({ source: "openai-costs", text: text("1") })).json());
  expect(wrong.error.message).toBe(
    "The file is not OpenAI's cost export: it looks like Anthropic's cost report (anthropic-cost)",
  );
  expect((await sendFile({ source: "nobody", text: "" })).status).toBe(400);
});

test("a source is listed, deleted for some days or whole by an admin on record, and may be sent again", async () => {
  const records = [1, 2, 3].map((n) => record({ source: "mistake", day: `2024-07-0${n}` }));
  await post([...records, record({ source: "other", day: "2024-07-01", provider: "anthropic" })]);
  const remove = (query: string, bearer = key) =>
    DELETE(
      new Request(`http://localhost/api/v1/usage?${query}`, {
        method: "DELETE",
        headers: { authorization: `Bearer ${bearer}` },
      }),
      params,
    );
  const sources = async () => {
    const url = "http://localhost/api/v1/usage/sources";
    const response = await GET_SOURCES(new Request(url, { headers: { authorization: `Bearer ${key}` } }), params);
    const { sources: all } = z.object({ sources: z.array(usageSourceSchema) }).parse(await response.json());
    return all.filter(({ source }) => ["mistake", "other"].includes(source));
  };
  expect(await sources()).toMatchObject([
    { source: "mistake", records: 3, from: "2024-07-01T00:00:00.000Z", to: "2024-07-04T00:00:00.000Z" },
    { source: "other", records: 1 },
  ]);

  const scopes = ["logs:write" as const, "metrics:read" as const];
  const router = await createKey(database.db, { key: { name: "router", scopes }, actor: "test", now: new Date() });
  expect((await remove("source=mistake", router.key)).status).toBe(403);
  const half = await remove("source=mistake&from=2024-07-01");
  expect([half.status, errorBodySchema.parse(await half.json()).error.message]).toEqual([
    400,
    expect.stringContaining("to"),
  ]);
  expect(await (await remove("source=mistake&from=2024-07-01&to=2024-07-03")).json()).toEqual({ deleted: 2 });
  expect((await spend("2024-07-01", "2024-07-04")).total).toMatchObject({ usage_records: { records: 2 } });
  expect(await (await remove("source=mistake")).json()).toEqual({ deleted: 1 });
  expect(await (await remove("source=mistake")).json()).toEqual({ deleted: 0 });
  expect(await sources()).toMatchObject([{ source: "other", records: 1 }]);

  const entries = await database.sql`
    select subject, (before ->> 'records')::int as n from audit_entry where action = 'usage.delete' order by id`;
  expect([...entries]).toEqual([
    { subject: "mistake", n: 2 },
    { subject: "mistake", n: 1 },
  ]);
  const [corrections] = await database.sql`
    select count(*)::int as n from usage_correction where record_id = any(${records.map(({ id }) => id)}::text[])`;
  expect(corrections).toEqual({ n: 3 });
  expect(await replyOf(await post(records))).toMatchObject({ accepted: 3 });
});
