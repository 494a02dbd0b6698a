import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { GET } from "@/app/api/v1/spend/focus.csv/route";
import { GET as getSpend } from "@/app/api/v1/spend/route";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { givenAttempts } from "@/db/testing/given-attempts";
import { aUsage, givenUsage } from "@/db/testing/given-usage";
import { randomAttempts } from "@/db/testing/random-attempts";
import { kindOfHeader } from "@/lib/domain/focus/check/check-header";
import { FocusChecker } from "@/lib/domain/focus/check/focus-checker";
import { formatFocusDecimal, parseFocusDecimal } from "@/lib/domain/focus/focus-decimal";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS } from "@/lib/domain/time/units";
import { readFocusFile } from "@/lib/export/read-focus-file";

const database = testDatabase();
givenServer(database);
const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), "focus-"));
const from = new Date(Math.floor(Date.now() / DAY_MS - 3) * DAY_MS);
const window = `from=${from.toISOString()}&to=${new Date(from.getTime() + 2 * DAY_MS).toISOString()}`;
let key = "";

beforeAll(async () => {
  const reader = { name: "finance", scopes: ["metrics:read" as const] };
  ({ key } = await createKey(database.db, { key: reader, actor: "test", now: new Date() }));
  await givenAttempts(
    database.sql,
    randomAttempts(seededRandom(9), 600, { from, to: new Date(from.getTime() + 2 * DAY_MS) }),
  );
  await givenUsage(database.sql, [aUsage({ startsAtUs: from.getTime() * 1_000, team: 'the "red", one' })]);
});
afterAll(() => rm(folder, { recursive: true }));

function ask(
  query: string,
  headers: Record<string, string> = {},
  handler = GET,
  path = "/spend/focus.csv",
): Promise<Response> {
  const url = `http://localhost/api/v1${path}?${query}`;
  return handler(new Request(url, { headers: { authorization: `Bearer ${key}`, ...headers } }), {
    params: Promise.resolve({}),
  });
}

async function spend(): Promise<string> {
  const answer = await ask(window, {}, getSpend, "/spend");
  return (await answer.json()).total.cost_usd;
}

async function saved(name: string, response: Response): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, Buffer.from(await response.arrayBuffer()));
  return file;
}

async function read(file: string) {
  const { names, rows } = await readFocusFile(file);
  const all: (string | null)[][] = [];
  for await (const row of rows) all.push(row);
  return { names, rows: all };
}

test("CSV and Parquet hold the same, follow the specification, and add up to the spend", async () => {
  for (const [version, granularity] of [
    ["1.4", "hour"],
    ["1.2", "day"],
  ]) {
    const query = `${window}&version=${version}&granularity=${granularity}`;
    const csv = await read(await saved("a.csv", await ask(query)));
    const parquet = await read(await saved("a.parquet", await ask(`${query}&format=parquet`)));
    const kind = kindOfHeader(csv.names);
    if (!kind) throw new Error("The header shows the version");
    const checker = new FocusChecker(csv.names, kind);
    for (const row of csv.rows) checker.row(row);

    expect(kind.version).toBe(version);
    expect([checker.headerProblems, checker.problems]).toEqual([[], []]);
    expect(parquet).toEqual(csv);
    const cost = csv.names.indexOf("BilledCost");
    const total = csv.rows.reduce((sum, row) => sum + (parseFocusDecimal(row[cost] ?? "") ?? 0n), 0n);
    expect(formatFocusDecimal(total)).toBe(await spend());
  }
});

test("other tools read the Parquet file: decimals are exact, instants in UTC, null is null", async () => {
  const file = await saved("b.parquet", await ask(`${window}&format=parquet`));
  const connection = await (await DuckDBInstance.create()).connect();
  const rows = await connection.runAndReadAll(`
    select sum(BilledCost)::varchar as cost, count(*) filter (ChargeClass is not null) as classes,
      typeof(any_value(BilledCost)) as type, typeof(any_value(ChargePeriodStart)) as instant,
      min(ChargePeriodStart)::timestamp::varchar as first
    from read_parquet('${file}')`);
  const [found] = rows.getRowObjectsJson();

  expect(found).toMatchObject({ classes: "0", type: "DECIMAL(38,18)", instant: "TIMESTAMP WITH TIME ZONE" });
  expect(formatFocusDecimal(parseFocusDecimal(String(found?.cost)) ?? 0n)).toBe(await spend());
  connection.closeSync();
});

test("invoices and billing periods are files of their own, and empty ones have a header", async () => {
  for (const dataset of ["invoice_detail", "billing_period"]) {
    const { names, rows } = await read(await saved("c.csv", await ask(`${window}&dataset=${dataset}`)));
    expect(kindOfHeader(names)?.dataset).toBe(dataset);
    expect(rows.length).toBeGreaterThan(0);
  }
  const none = "from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z";
  expect((await read(await saved("d.csv", await ask(none)))).rows).toEqual([]);
  expect((await read(await saved("d.parquet", await ask(`${none}&format=parquet`)))).names).toContain("BilledCost");
});

test("a download has a name and is packed for whoever takes that", async () => {
  const plain = await ask(window);
  const packed = await ask(window, { "accept-encoding": "gzip, br" });
  const day = from.toISOString().slice(0, 10);

  expect(plain.headers.get("content-disposition")).toMatch(
    new RegExp(`^attachment; filename="focus-1.4_cost_and_usage_${day}_`),
  );
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  const text = gunzipSync(Buffer.from(await packed.arrayBuffer())).toString();
  expect(text).toBe(await plain.text());
  const rows: string[][] = parse(text, { record_delimiter: "\r\n" });
  expect(rows.flat()).toContain(JSON.stringify({ team: 'the "red", one' }));
  expect((await ask("format=parquet&window=7d")).headers.get("content-disposition")).toBe(
    'attachment; filename="focus-1.4_cost_and_usage_7d.parquet"',
  );
});

test.each([
  ["dataset=costs", "dataset"],
  ["dataset=invoice_detail&version=1.2", "dataset"],
  ["version=1.3", "version"],
  ["format=json", "format"],
  ["granularity=week", "granularity"],
  ["from=2026-03-01T00:00:00Z", "to"],
  ["window=7d&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z", "window"],
])("%s is refused by its field", async (query, field) => {
  const response = await ask(query);
  expect(response.status).toBe(400);
  expect(Object.keys((await response.json()).error.fields)).toEqual([field]);
});

test("whoever stops reading leaves nothing open", async () => {
  const reader = (await ask(`${window}&granularity=hour`)).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  const [row] = await database.sql`
    select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`;
  expect(row?.open).toBe(0);
});

test("the command checks a file of either form, and says what is wrong with it", async () => {
  const check = (file: string) =>
    run("npx", ["tsx", "app/_cli/focus-check.ts", file], { cwd: process.cwd() }).catch(
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  const file = await saved("e.parquet", await ask(`${window}&format=parquet`));
  const text = await (await ask(`${window}&version=1.2`)).text();
  const broken = join(folder, "broken.csv");
  await writeFile(broken, text.replace("PublisherName", "Publisher").replace(/,USD,/, ",usd,"));

  expect((await check(file)).stdout).toContain("cost_and_usage of FOCUS 1.4");
  expect((await check(file)).stdout).toContain("follows the specification");
  const answer = await check(broken);
  expect(answer).toMatchObject({ code: 1 });
  expect(answer.stdout).toContain("PublisherName is mandatory and missing");
  expect(answer.stdout).toContain("BillingCurrency must be a code of ISO 4217: 1 rows, first row 1");
  expect(await check(join(folder, "none.csv"))).toMatchObject({ code: 2 });
}, 60_000);
