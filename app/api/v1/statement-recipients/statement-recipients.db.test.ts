import { afterAll, beforeEach, expect, test } from "vitest";
import { runMails } from "@/app/_server/mail/run-mails";
import { sendMail } from "@/app/_server/mail/send-mail";
import { givenServer } from "@/app/_server/testing/given-server";
import { attachmentsOf, givenMailServer, headerOf } from "@/app/_server/testing/mail-server";
import { createKey } from "@/db/keys/create-key";
import { claimMail } from "@/db/mail/claim-mail";
import { trimMails } from "@/db/mail/trim-mails";
import { queueStatementMails } from "@/db/statement-recipients/queue-statement-mails";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { errorBodySchema } from "@/lib/contract/error";
import type { Scope } from "@/lib/contract/keys";
import { MONTH_QUESTIONS } from "@/lib/contract/month-statement";
import { deliverySchema, type Recipient, recipientSchema, recipientsSchema } from "@/lib/contract/statement-recipients";
import { monthSpan } from "@/lib/domain/months/month-span";
import { calendarMonth } from "@/lib/domain/time/calendar-window";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { getEnv, initEnv } from "@/lib/env";
import type { SmtpSettings } from "@/lib/env/smtp-settings";
import { POST as postClose } from "../months/[month]/close/route";
import { GET as getStatement } from "../months/[month]/statement/route";
import { GET as getCsv } from "../months/[month]/statement.csv/route";
import { DELETE as removeOne } from "./[id]/route";
import { GET, POST } from "./route";
import { POST as postTest } from "./test/route";

const mailServer = await givenMailServer();
afterAll(() => mailServer.stop());
const database = testDatabase();
givenServer(database, {
  variables: {
    SWITCHYARD_RAW_RETENTION_DAYS: "100",
    SWITCHYARD_SMTP_URL: `smtp://127.0.0.1:${mailServer.port}`,
    SWITCHYARD_SMTP_FROM: "Ledger, Inc. <ledger@example.com>",
    SWITCHYARD_PUBLIC_URL: "https://switchyard.example.com",
  },
});

const smtp: SmtpSettings = {
  ...{ host: "127.0.0.1", port: mailServer.port, tls: "offered", login: undefined },
  from: { name: "Ledger, Inc.", address: "ledger@example.com" },
};
const now = new Date();
const at = (minutes: number) => async () => new Date(now.getTime() + minutes * MINUTE_MS);
const { taken, answers } = mailServer;

beforeEach(async () => {
  taken.length = 0;
  answers.next = () => "take";
  await database.sql`delete from mail_outbox`;
  await database.sql`delete from statement_recipient`;
});

const keys = new Map<Scope, string>();
async function ask(method: string, scope: Scope = "ledger:write", body?: object): Promise<Request> {
  const key =
    keys.get(scope) ?? (await createKey(database.db, { key: { name: scope, scopes: [scope] }, actor: "t", now })).key;
  keys.set(scope, key);
  return new Request("http://localhost/api/v1/statement-recipients", {
    ...{ method, headers: { authorization: `Bearer ${key}`, "content-type": "application/json" } },
    ...(body && { body: JSON.stringify(body) }),
  });
}
const none = { params: Promise.resolve({}) };
const addRaw = async (address: string) => POST(await ask("POST", "ledger:write", { address }), none);
const add = async (address: string): Promise<Recipient> => recipientSchema.parse(await (await addRaw(address)).json());
const remove = async (id: number) => removeOne(await ask("DELETE"), { params: Promise.resolve({ id: String(id) }) });
const read = async () => recipientsSchema.parse(await (await GET(await ask("GET"), none)).json());
const refusal = async (response: Response) => {
  const { code, message } = errorBodySchema.parse(await response.json()).error;
  return { status: response.status, code, message };
};

/** Sends whatever is due at a time, by as many workers beside each other. */
async function work(minutes = 0, { workers = 1, withinMs = 5_000 } = {}): Promise<void> {
  const one = async () => {
    const publicUrl = "https://switchyard.example.com";
    const input = { db: database.db, smtp, publicUrl, secret: "s".repeat(32), clock: at(minutes), withinMs };
    while (await runMails(input));
  };
  await Promise.all(Array.from({ length: workers }, one));
}

const monthOf = (offset: number) => calendarMonth(Date.now(), "UTC", offset).from.toISOString().slice(0, 7);
const MONTH = monthOf(-1);
const close = async (month: string, acknowledged: readonly string[]) => {
  const request = await ask("POST", "ledger:write", {
    zone: "UTC",
    acknowledged,
    note: "Checked\r\nBcc: x@example.com",
  });
  return postClose(request, { params: Promise.resolve({ month }) });
};
const given = (month: string) =>
  givenAttempts(database.sql, [
    anAttempt({ startedAtUs: monthSpan(month, "UTC").from.getTime() * 1_000, costPico: 3_000_000_000_000n, app: "a" }),
    anAttempt({ startedAtUs: monthSpan(month, "UTC").from.getTime() * 1_000 + 1, costPico: null, app: "b" }),
  ]);
const queue = (month: string) => database.db.transaction((tx) => queueStatementMails(tx, { month, now }));

test("closing a month sends its statement to everybody on the list, once, as it was signed", async () => {
  await given(MONTH);
  await add("Cfo@Example.com ");
  const gone = await add("gone@example.com");
  await add("o'neil+ledger@sub.example.com");
  await remove(gone.id);

  expect((await close(MONTH, [])).status).toBe(422);
  expect((await read()).deliveries).toEqual([]);
  expect((await close(MONTH, MONTH_QUESTIONS)).status).toBe(200);
  expect((await read()).deliveries.map(({ state, month }) => [state, month])).toEqual([
    ["waiting", MONTH],
    ["waiting", MONTH],
  ]);
  await work(1);
  await queue(MONTH);
  await work(1);

  expect(taken.map(({ to }) => to).sort()).toEqual(["cfo@example.com", "o'neil+ledger@sub.example.com"]);
  expect(new Set(taken.map(({ messageId }) => messageId)).size).toBe(2);
  const [{ raw = "" } = {}] = taken;
  expect(headerOf(raw, "From")).toBe('"Ledger, Inc." <ledger@example.com>');
  expect(headerOf(raw, "Bcc")).toBe("");
  expect(headerOf(raw, "Message-ID")).toMatch(/^<[0-9a-f-]{36}@example\.com>$/);
  expect(headerOf(raw, "Auto-Submitted")).toBe("auto-generated");
  expect(raw).toContain(`https://switchyard.example.com/ledger/${MONTH}`);
  const of = { params: Promise.resolve({ month: MONTH }) };
  const files = attachmentsOf(raw);
  expect(files.get(`statement_${MONTH}.json`)).toBe(
    await (await getStatement(await ask("GET", "metrics:read"), of)).text(),
  );
  expect(files.get(`statement_${MONTH}.csv`)).toBe(await (await getCsv(await ask("GET", "metrics:read"), of)).text());
  const { deliveries } = await read();
  expect(deliveries.map(({ state, tries, error }) => [state, tries, error])).toEqual([
    ["sent", 1, null],
    ["sent", 1, null],
  ]);
});

test("two workers at once send each mail once", async () => {
  const addresses = Array.from({ length: 20 }, (_, n) => `r${n}@example.com`);
  for (const address of addresses) await add(address);
  await queue(MONTH);

  await work(0, { workers: 2 });

  expect(taken.map(({ to }) => to).sort()).toEqual(addresses.sort());
});

test("a server that answers 451 or nothing at all is tried again later, ever with the same Message-ID", async () => {
  await add("cfo@example.com");
  await queue(MONTH);
  const seen: string[] = [];
  answers.next = (step) => {
    seen.push(step);
    return { status: 451, text: "4.3.2 Come back later" };
  };
  await work();
  const [busy] = (await read()).deliveries;
  expect(busy).toMatchObject({
    state: "retrying",
    tries: 1,
    error: expect.stringContaining("451 4.3.2 Come back later"),
  });
  expect(Date.parse(busy?.next_try_at ?? "")).toBeGreaterThanOrEqual(now.getTime() + 2 * MINUTE_MS);
  await work(1);
  expect(seen).toEqual(["recipient"]);

  answers.next = (step) => (step === "mail" ? "hang" : "take");
  const begun = performance.now();
  await work(3, { withinMs: 400 });
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect((await read()).deliveries[0]).toMatchObject({
    state: "retrying",
    tries: 2,
    error: expect.stringContaining("mail server"),
  });

  answers.next = () => "take";
  await work(30);
  expect((await read()).deliveries[0]).toMatchObject({ state: "sent", tries: 3, error: null, next_try_at: null });
  expect(taken).toHaveLength(1);
});

test("one that the server refuses for good is given up at once, others after ten tries, and the screen has why", async () => {
  await add("unknown@example.com");
  await add("fine@example.com");
  await queue(MONTH);
  answers.next = (step, to) =>
    to.startsWith("unknown")
      ? { status: 550, text: "5.1.1 No such user" }
      : step === "mail"
        ? { status: 421, text: "Busy" }
        : "take";

  for (let day = 0; day < 12; day++) await work(day * 24 * 60);

  const { deliveries } = await read();
  const of = (to: string) => deliveries.find(({ recipient }) => recipient.startsWith(to));
  expect(of("unknown")).toMatchObject({
    state: "failed",
    tries: 1,
    error: "The mail server answered: 550 5.1.1 No such user",
  });
  expect(of("fine")).toMatchObject({
    state: "failed",
    tries: 10,
    next_try_at: null,
    error: expect.stringContaining("421"),
  });
});

test("a worker that is lost after the server took a mail leads to one more copy, with the same Message-ID", async () => {
  await add("cfo@example.com");
  await queue(MONTH);
  const claimed = await claimMail(database.db, now);
  const content = { subject: "s", text: "t", html: "h", attachments: [] };
  await sendMail(smtp, { messageId: claimed?.messageId ?? "", recipient: claimed?.recipient ?? "", content });
  await work(4);
  expect([taken.length, (await read()).deliveries[0]?.state]).toEqual([1, "sending"]);

  await work(6);
  await work(600);

  expect(taken).toHaveLength(2);
  expect(taken[0]?.messageId).toBe(taken[1]?.messageId);
  expect((await read()).deliveries[0]).toMatchObject({ state: "sent", tries: 2 });
});

test("no server to talk to is a reason, and whoever is removed meanwhile gets nothing", async () => {
  const { id } = await add("cfo@example.com");
  await queue(MONTH);
  await runMails({ db: database.db, smtp: { ...smtp, port: 1 }, publicUrl: undefined, secret: "", clock: at(0) });
  expect((await read()).deliveries[0]).toMatchObject({ state: "retrying", error: "The mail server cannot be reached" });

  expect((await remove(id)).status).toBe(204);
  await work(600);

  expect(taken).toEqual([]);
  expect((await remove(id)).status).toBe(404);
});

test("only whoever may write the ledger reads addresses, and the audit holds none", async () => {
  const { id } = await add("cfo@example.com");

  const refused = [
    await GET(await ask("GET", "metrics:read"), none),
    await POST(await ask("POST", "metrics:read", { address: "x@example.com" }), none),
    await removeOne(await ask("DELETE", "metrics:read"), { params: Promise.resolve({ id: String(id) }) }),
    await postTest(await ask("POST", "metrics:read", { recipient_id: id }), none),
  ];
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  await remove(id);
  const entries = await database.sql`
    select action, subject, coalesce(before, after) as seen from audit_entry
    where subject = ${`recipient ${id}`} order by id`;
  expect([...entries]).toEqual([
    { action: "statement_recipient.add", subject: `recipient ${id}`, seen: { id, domain: "example.com" } },
    { action: "statement_recipient.remove", subject: `recipient ${id}`, seen: { id, domain: "example.com" } },
  ]);
});

test("an address is one, once, and there are at most fifty of them, also when two are added at a time", async () => {
  for (const address of ["a@example.com\r\nBcc: b@example.com", "a@example.com, b@example.com", "A <a@b.com>", "a@b"]) {
    expect(await refusal(await addRaw(address))).toMatchObject({ status: 422, code: "UNPROCESSABLE" });
  }
  const twice = await Promise.all([addRaw("one@example.com"), addRaw("One@example.com")]);
  expect(twice.map(({ status }) => status).sort()).toEqual([201, 409]);
  for (let n = 0; n < 48; n++) await add(`r${n}@example.com`);
  const last = await Promise.all([addRaw("x@example.com"), addRaw("y@example.com")]);
  expect(last.map(({ status }) => status).sort()).toEqual([201, 422]);
});

test("a test mail goes to a recipient on the list, is tried once, and five are sent in ten minutes", async () => {
  const { id } = await add("cfo@example.com");
  const send = async (body: object) => postTest(await ask("POST", "ledger:write", body), none);
  expect(await refusal(await send({}))).toMatchObject({ status: 422, message: expect.stringContaining("no address") });
  expect((await send({ recipient_id: id + 1 })).status).toBe(404);

  const first = await send({ recipient_id: id });
  expect(first.status).toBe(202);
  expect(deliverySchema.parse(await first.json())).toMatchObject({ kind: "test", month: null, state: "waiting" });
  await work(1);
  expect(headerOf(taken[0]?.raw ?? "", "Subject")).toBe("Switchyard: test mail");
  expect(taken[0]?.raw).toContain("key:ledger:write asked for this test.");

  answers.next = () => ({ status: 451, text: "Not now" });
  await send({ recipient_id: id });
  await work(1);
  expect((await read()).deliveries[0]).toMatchObject({
    state: "failed",
    tries: 1,
    error: expect.stringContaining("Not now"),
  });
  const many = await Promise.all(Array.from({ length: 5 }, () => send({ recipient_id: id })));
  expect(many.map(({ status }) => status).sort()).toEqual([202, 202, 202, 429, 429]);

  const env = getEnv();
  initEnv({ ...env, smtp: undefined });
  expect((await read()).from).toBeNull();
  expect(await refusal(await send({ recipient_id: id }))).toMatchObject({
    ...{ status: 422, message: expect.stringContaining("SWITCHYARD_SMTP_URL") },
  });
  initEnv(env);
});

test("mails of long ago are deleted with their addresses, those that wait are not", async () => {
  await add("cfo@example.com");
  await queue(MONTH);
  await work();
  await queue(monthOf(-2));
  const later = (days: number) => new Date(now.getTime() + days * DAY_MS);
  await trimMails(database.db, later(399));
  expect((await read()).deliveries).toHaveLength(2);
  await trimMails(database.db, later(401));
  expect((await read()).deliveries.map(({ state }) => state)).toEqual(["waiting"]);
});
