import { execFile } from "node:child_process";
import { createHash, createPublicKey, verify } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { signingKeys } from "@/app/_server/bundle/signing-keys";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { insertPrices } from "@/db/prices/insert-prices";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { aUsage, givenUsage } from "@/db/testing/given-usage";
import { randomAttempts } from "@/db/testing/random-attempts";
import { errorBodySchema } from "@/lib/contract/error";
import type { Scope } from "@/lib/contract/keys";
import { parseMonthRow } from "@/lib/contract/month-row";
import { MONTH_QUESTIONS, signedStatementSchema } from "@/lib/contract/month-statement";
import { closeMonthReplySchema, monthsSchema } from "@/lib/contract/months";
import { statementSums } from "@/lib/contract/statement-sums";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { monthSpan } from "@/lib/domain/months/month-span";
import { MonthSums } from "@/lib/domain/months/month-sums";
import { PLAIN_TERMS } from "@/lib/domain/pricing/price";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";
import { seededRandom } from "@/lib/domain/seeded-random";
import { calendarMonth } from "@/lib/domain/time/calendar-window";
import { GET as getFocus } from "../spend/focus.csv/route";
import { GET as getSpend } from "../spend/route";
import { POST as postClose } from "./[month]/close/route";
import { GET as getRows } from "./[month]/rows.ndjson/route";
import { GET as getStatement } from "./[month]/statement/route";
import { GET as getStatementCsv } from "./[month]/statement.csv/route";
import { GET as getMonths } from "./route";

const database = testDatabase();
// Whatever day it is, all attempts of the month before are retained.
givenServer(database, { variables: { SWITCHYARD_RAW_RETENTION_DAYS: "100" } });

const run = promisify(execFile);
const ADDRESS = "http://localhost/api/v1";
const keys = new Map<Scope, string>();
/** SPKI of an Ed25519 key without its 32 bytes. */
const SPKI_HEAD = Buffer.from("302a300506032b6570032100", "hex");

async function ask(path: string, scope: Scope, body?: object): Promise<Request> {
  const key =
    keys.get(scope) ??
    (await createKey(database.db, { key: { name: scope, scopes: [scope] }, actor: "test", now: new Date() })).key;
  keys.set(scope, key);
  return new Request(`${ADDRESS}${path}`, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
}

const of = (month: string) => ({ params: Promise.resolve({ month }) });
const close = async (month: string, body: object, query = "") =>
  postClose(await ask(`/months/${month}/close${query}`, "ledger:write", body), of(month));
const read = async (get: typeof getStatement, month: string) =>
  (await get(await ask("/", "metrics:read"), of(month))).text();
const months = async (query = "") =>
  monthsSchema.parse(
    await (await getMonths(await ask(`/months${query}`, "metrics:read"), { params: Promise.resolve({}) })).json(),
  );
const errorOf = async (response: Response) => {
  const { code, fields } = errorBodySchema.parse(await response.json()).error;
  return [response.status, code, Object.keys(fields ?? {})];
};

/** The calendar month before this one, whose attempts are retained one by one, and the one before that. */
const ZONE = "Asia/Shanghai";
const nameOf = (offset: number) => {
  const { from } = calendarMonth(Date.now(), "UTC", offset);
  return from.toISOString().slice(0, 7);
};
const MONTH = nameOf(-1);
const span = monthSpan(MONTH, ZONE);
const window = `from=${span.from.toISOString()}&to=${span.to.toISOString()}`;
const EVERYTHING = { zone: ZONE, acknowledged: [...MONTH_QUESTIONS] };

async function focus(query: string): Promise<string> {
  const response = await getFocus(await ask(`/spend/focus.csv?${window}&${query}`, "metrics:read"), {
    params: Promise.resolve({}),
  });
  return createHash("sha256")
    .update(Buffer.from(await response.arrayBuffer()))
    .digest("hex");
}

const FILES = [
  "version=1.4",
  "version=1.2",
  "format=parquet",
  "dataset=invoice_detail",
  "dataset=billing_period&format=parquet",
];

async function givenMonth(): Promise<void> {
  const price = {
    ...{ ...PLAIN_TERMS, provider: "p", model: "a", inputPicoPerM: 1_000_000_000n, outputPicoPerM: 2_000_000_000n },
    ...{ validFrom: 0, validTo: null, source: "manual", sourceNote: null, createdBy: null, reason: null },
  };
  await insertPrices(database.db, [price]);
  const [stored] = await database.sql`select id from price where provider = 'p' and model = 'a'`;
  const attempts = randomAttempts(seededRandom(3), 400, span).map((attempt) =>
    attempt.model === "a" && attempt.provider === "p" ? { ...attempt, priceId: Number(stored?.id) } : attempt,
  );
  await givenAttempts(database.sql, [
    ...attempts,
    anAttempt({ startedAtUs: span.from.getTime() * 1_000 - 1, app: "before" }),
    anAttempt({ startedAtUs: span.to.getTime() * 1_000, app: "after" }),
    anAttempt({ startedAtUs: span.from.getTime() * 1_000, app: "edge", team: '=cmd|"x"' }),
  ]);
  await givenUsage(database.sql, [
    aUsage({ id: "in usd", startsAtUs: (span.from.getTime() + 86_400_000) * 1_000 }),
    aUsage({
      ...{ id: "in yuan", startsAtUs: (span.from.getTime() + 2 * 86_400_000) * 1_000, currency: "CNY", costPico: null },
    }),
  ]);
}

test("a month is closed once, and its statement is what its rows add up to, signed", async () => {
  await givenMonth();

  const dry = closeMonthReplySchema.parse(await (await close(MONTH, { zone: ZONE }, "?apply=false")).json());
  expect(dry).toMatchObject({ applied: false, usage_records: 2, signature: null });
  expect(dry.open_questions.map(({ kind }) => kind)).toEqual(["unpriced", "missing_rates", "estimated"]);
  expect(await errorOf(await close(MONTH, { zone: ZONE }))).toEqual([422, "UNPROCESSABLE", ["acknowledged"]]);
  expect((await months()).months.every(({ closed }) => closed === null)).toBe(true);

  const answers = await Promise.all([1, 2, 3, 4].map(() => close(MONTH, { ...EVERYTHING, note: "all paid" })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  expect(await errorOf(await close(MONTH, EVERYTHING))).toEqual([409, "CONFLICT", []]);

  const { statement, signature } = signedStatementSchema.parse(JSON.parse(await read(getStatement, MONTH)));
  const key = Buffer.concat([SPKI_HEAD, Buffer.from(signature.public_key, "base64")]);
  const publicKey = createPublicKey({ key, format: "der", type: "spki" });
  const bytes = Buffer.from(canonicalJson(statement));
  expect(verify(null, bytes, publicKey, Buffer.from(signature.value, "base64"))).toBe(true);
  const file = await read(getRows, MONTH);
  expect(createHash("sha256").update(file).digest("hex")).toBe(statement.rows.sha256);
  const [header = "", ...lines] = file.trimEnd().split("\n");
  expect(JSON.parse(header)).toEqual(statement.rows.columns);
  expect(lines).toEqual(lines.toSorted());
  const sums = new MonthSums();
  for (const line of lines) sums.add(parseMonthRow(line));
  const { totals, models, owners } = statement;
  expect({ totals, models, owners }).toEqual(statementSums(sums));
  const spend = await (
    await getSpend(await ask(`/spend?${window}`, "metrics:read"), { params: Promise.resolve({}) })
  ).json();
  expect(totals).toMatchObject({ attempts: 401, cost_usd: spend.total.cost_usd });
  expect(statement).toMatchObject({ note: "all paid", closed_by: "key:ledger:write", zone: ZONE });
  expect(statement.prices.map(({ provider, model }) => [provider, model])).toEqual([["p", "a"]]);
  const csv = await read(getStatementCsv, MONTH);
  expect(csv).toContain(`owner,edge,"'=cmd|""x"""`);
  expect(csv.trimEnd().split("\r\n").at(-1)).toBe(`total,,,,401,${totals.unpriced_attempts},,${totals.cost_usd}`);
  const [audit] = await database.sql`select actor, subject from audit_entry where action = 'month.close'`;
  expect(audit).toEqual({ actor: "key:ledger:write", subject: MONTH });
});

test("whatever comes later, a closed month exports the same bytes and shows the difference", async () => {
  const before = await Promise.all(FILES.map(focus));
  const texts = await Promise.all([getStatement, getRows, getStatementCsv].map((get) => read(get, MONTH)));
  const usd = 1_000_000_000_000n;

  await givenAttempts(database.sql, [
    anAttempt({ startedAtUs: span.from.getTime() * 1_000 + 5, costPico: 3n * usd, app: "late" }),
    anAttempt({ startedAtUs: span.from.getTime() * 1_000 + 6, costPico: null }),
  ]);
  await givenUsage(database.sql, [
    aUsage({
      ...{ id: "in usd", startsAtUs: (span.from.getTime() + 86_400_000) * 1_000, revision: 1 },
      ...{ amountPico: 7n * usd, costPico: 7n * usd },
    }),
  ]);
  await database.sql`delete from usage_record where id = 'in yuan'`;
  await insertPrices(database.db, [
    {
      ...{ ...PLAIN_TERMS, provider: "p", model: "a", inputPicoPerM: 9_000_000_000n, outputPicoPerM: 9n },
      ...{ validFrom: span.from.getTime() * 1_000, validTo: null, source: "contract", sourceNote: null },
      ...{ createdBy: null, reason: null },
    },
  ]);

  expect(await Promise.all(FILES.map(focus))).toEqual(before);
  expect(await Promise.all([getStatement, getRows, getStatementCsv].map((get) => read(get, MONTH)))).toEqual(texts);
  const closed = (await months()).months.find(({ month }) => month === MONTH);
  expect(closed).toMatchObject({ state: "closed", zone: ZONE, attempts: 401 });
  expect(closed?.closed?.since).toEqual({ cost_usd: "5", attempts: 2, usage_records: -1, unpriced_attempts: 1 });
});

describe("npm run statement -- verify", () => {
  const check = async (edit: (files: { statement: string; rows: string }) => { statement: string; rows: string }) => {
    const folder = await mkdtemp(join(tmpdir(), "statement-"));
    const signed = { statement: await read(getStatement, MONTH), rows: await read(getRows, MONTH) };
    const { statement, rows } = edit(signed);
    const files = { statement: join(folder, "s.json"), rows: join(folder, "r.ndjson"), keys: join(folder, "k.json") };
    await writeFile(files.statement, statement);
    await writeFile(files.rows, rows);
    const keys = signingKeys({ secret: "-".repeat(32), signingSeeds: [] }).map(({ published }) => published);
    await writeFile(files.keys, JSON.stringify({ keys }));
    const args = ["tsx", "app/_cli/statement.ts", "verify", files.statement, "--rows", files.rows, "--key", files.keys];
    const { code, stdout } = await run("npx", args).then(
      (answer) => ({ code: 0, stdout: answer.stdout }),
      (error: { code: number; stdout: string }) => error,
    );
    await rm(folder, { recursive: true });
    return { code, stdout };
  };

  test("holds of what was exported, also after the statement was written with other spaces", async () => {
    const answer = await check((files) => files);
    expect(answer.stdout).toContain("All that was checked holds.");
    expect(answer.stdout).not.toMatch(/^ {2}(NO|--)/m);
    expect(answer.code).toBe(0);
    const pretty = await check(({ statement, rows }) => ({
      ...{ rows, statement: JSON.stringify(JSON.parse(statement), null, 2) },
    }));
    expect(pretty.code).toBe(0);
  }, 60_000);

  test.each([
    [
      "a total that was changed",
      /"attempts":401,/,
      '"attempts":402,',
      ["signature is not", "totals.attempts: the statement has 402, the rows add up to 401"],
    ],
    ["a note that was changed", /all paid/, "none paid", ["The signature is not over this statement"]],
    ["a field that was added", /"zone":/, '"zonal":"x","zone":', ["The signature is not over this statement"]],
    ["another key", /"key_id":"[0-9a-f]{16}"/, '"key_id":"0000000000000000"', ["not the one of the key id"]],
  ] as const)(
    "says so of %s",
    async (_, from, to, expected) => {
      const answer = await check(({ statement, rows }) => ({ rows, statement: statement.replace(from, to) }));
      expect(answer.code).toBe(1);
      for (const text of expected) expect(answer.stdout).toContain(text);
    },
    60_000,
  );

  test("names the sums that a changed row, or one left out, no longer adds up to", async () => {
    const changed = await check(({ statement, rows }) => ({
      ...{ statement, rows: rows.replace(/"edge",(.*),1,1,0,/, '"edge",$1,2,1,0,') },
    }));
    expect(changed.code).toBe(1);
    expect(changed.stdout).toContain("The rows are not those that were signed");
    expect(changed.stdout).toContain("totals.attempts: the statement has 401, the rows add up to 402");
    const short = await check(({ statement, rows }) => ({
      statement,
      rows: `${rows.split("\n").slice(0, 3).join("\n")}\nx`,
    }));
    expect(short.code).toBe(1);
    expect(short.stdout).toContain("1 lines are no rows, the first one is line 4");
  }, 60_000);
});

test("of a range that holds a closed month, the rest of it is live", async () => {
  const wide = `from=${new Date(span.from.getTime() - 60_000).toISOString()}&to=${new Date(span.to.getTime() + 60_000).toISOString()}`;
  const response = await getFocus(await ask(`/spend/focus.csv?${wide}`, "metrics:read"), {
    params: Promise.resolve({}),
  });
  const text = await response.text();
  expect(["before", "after", "edge", "late"].map((app) => text.includes(`""app"":""${app}""`))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test("what came after a month was closed is corrected in the period that follows, so that all files together are the spend", async () => {
  const until = new Date(span.to.getTime() + 60_000).toISOString();
  const read = async (range: string) => {
    const [file, spend] = await Promise.all([
      getFocus(await ask(`/spend/focus.csv?${range}`, "metrics:read"), { params: Promise.resolve({}) }),
      getSpend(await ask(`/spend?${range}`, "metrics:read"), { params: Promise.resolve({}) }),
    ]);
    const rows: Record<string, string>[] = parse(await file.text(), { columns: true, record_delimiter: "\r\n" });
    const billed = (own: typeof rows) =>
      formatUsd(own.reduce((sum, { BilledCost = "" }) => sum + (parseUsd(BilledCost) ?? 0n), 0n));
    const { total } = z.object({ total: z.object({ cost_usd: z.string() }) }).parse(await spend.json());
    const corrections = rows.filter(({ ChargeClass }) => ChargeClass === "Correction");
    return { billed: billed(rows), corrections, corrected: billed(corrections), spend: total.cost_usd };
  };

  const all = await read(`from=${span.from.toISOString()}&to=${until}`);
  expect(all).toMatchObject({ billed: all.spend, corrected: "5" });
  const after = await read(`from=${span.to.toISOString()}&to=${until}`);
  expect(after.corrections).toEqual(all.corrections);
  expect(after.corrections.every((row) => Date.parse(row.ChargePeriodStart ?? "") === span.to.getTime())).toBe(true);
  expect((await read(window)).corrections).toEqual([]);
  const half = await read(`from=${new Date(span.to.getTime() - 3_600_000).toISOString()}&to=${until}`);
  expect(half).toMatchObject({ billed: half.spend, corrections: [] });
});

test("a month that is not over, one that shares hours with a closed one, and one that is none are refused", async () => {
  expect(await errorOf(await close(nameOf(1), EVERYTHING))).toEqual([422, "UNPROCESSABLE", ["month"]]);
  expect(await errorOf(await close(nameOf(-2), { ...EVERYTHING, zone: "UTC" }))).toEqual([409, "CONFLICT", ["zone"]]);
  expect(await errorOf(await close("2026-13", EVERYTHING))).toEqual([400, "INVALID", ["month"]]);
  expect(await errorOf(await close(MONTH, { zone: "Mars" }))).toEqual([422, "UNPROCESSABLE", ["zone"]]);
  expect((await getStatement(await ask("/", "metrics:read"), of("2001-01"))).status).toBe(404);
  expect((await getRows(await ask("/", "metrics:read"), of("2001-01"))).status).toBe(404);
});

test("the database refuses to change what was signed", async () => {
  const { sql } = database;
  await expect(sql`update month_close set statement = '{}'`).rejects.toThrow("append-only");
  await expect(sql`delete from month_close_rows`).rejects.toThrow("append-only");
});

test("of days whose attempts are gone the sums are signed, by app, and by team where days are those of UTC", async () => {
  const month = nameOf(-5);
  const { from, to } = monthSpan(month, "Asia/Kolkata");
  await givenAttempts(database.sql, randomAttempts(seededRandom(4), 150, { from, to }));

  const answer = await close(month, { zone: "Asia/Kolkata", acknowledged: [...MONTH_QUESTIONS] });

  expect(answer.status).toBe(200);
  const { statement } = signedStatementSchema.parse(JSON.parse(await read(getStatement, month)));
  expect(statement.totals.attempts).toBe(150);
  const named = statement.owners.filter(({ team }) => team !== "unassigned");
  expect(new Set(named.map(({ app, team }) => `${app} ${team}`)).size).toBe(6);
  expect(statement.owners.every(({ app }) => app !== "unassigned")).toBe(true);
});

test("UTC months are closed billing periods, and none that is closed in part", async () => {
  const period = async (month: string) => {
    const { from, to } = monthSpan(month, "UTC");
    const query = `from=${from.toISOString()}&to=${to.toISOString()}&dataset=billing_period`;
    const answer = await getFocus(await ask(`/spend/focus.csv?${query}`, "metrics:read"), {
      params: Promise.resolve({}),
    });
    return [...new Set((await answer.text()).match(/,(Open|Closed),/g))];
  };
  expect(await period(MONTH)).toEqual([",Open,"]);
  const whole = nameOf(-3);
  await givenAttempts(database.sql, [anAttempt({ startedAtUs: monthSpan(whole, "UTC").from.getTime() * 1_000 })]);
  expect((await close(whole, { ...EVERYTHING, zone: "UTC" })).status).toBe(200);
  expect(await period(whole)).toEqual([",Closed,"]);
});
