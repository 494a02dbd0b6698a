import { inflateSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { describeDigest } from "@/app/_server/mail/describe-digest";
import { digestChart } from "@/app/_server/mail/digest-chart";
import { digestMail } from "@/app/_server/mail/digest-mail";
import { runMails } from "@/app/_server/mail/run-mails";
import { readAnswerValues } from "@/app/_server/reads/read-service";
import { givenServer } from "@/app/_server/testing/given-server";
import { givenMailServer, headerOf } from "@/app/_server/testing/mail-server";
import { createBudget } from "@/db/budgets/create-budget";
import { createDatabase } from "@/db/client";
import { addSubscription } from "@/db/digests/add-subscription";
import { getSubscriber } from "@/db/digests/get-subscriber";
import { listSentDigests } from "@/db/digests/list-sent-digests";
import { listSubscriptions } from "@/db/digests/list-subscriptions";
import { makeDueDigests } from "@/db/digests/make-due-digests";
import { readDigest } from "@/db/digests/read-digest";
import { removeSubscription } from "@/db/digests/remove-subscription";
import { sendDigestOnce } from "@/db/digests/send-digest-once";
import { subscribeUser } from "@/db/digests/subscribe-user";
import { unsubscribe } from "@/db/digests/unsubscribe";
import { getSla } from "@/db/sla/get-sla";
import { compareSpend } from "@/db/spend/compare-spend";
import { testDatabase } from "@/db/testing";
import { EVERYTHING_RETAINED } from "@/db/testing/everything-retained";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { newBudgetSchema } from "@/lib/contract/budgets";
import { digestContentSchema } from "@/lib/contract/digest-content";
import { previewDigestOperation } from "@/lib/contract/digests";
import { latestDigestPeriod } from "@/lib/domain/digests/digest-period";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { getEnv } from "@/lib/env";
import { GET, POST } from "./unsubscribe/route";

const mailServer = await givenMailServer();
afterAll(() => mailServer.stop());
const database = testDatabase();
const publicUrl = "https://switchyard.example.com";
givenServer(database, {
  variables: {
    SWITCHYARD_SMTP_URL: `smtp://127.0.0.1:${mailServer.port}`,
    SWITCHYARD_SMTP_FROM: "digests@example.com",
    SWITCHYARD_PUBLIC_URL: publicUrl,
  },
});
const actor = "ada@example.com";
/** A Monday, when the week from 2 to 8 March is due. */
const now = new Date("2026-03-09T07:00:30Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * MINUTE_MS);
const before = new Date("2026-03-01T00:00:00Z");
const retention = EVERYTHING_RETAINED;
const weekly = { cadence: "weekly", tz: "UTC" } as const;
const period = latestDigestPeriod("weekly", "UTC", now);

beforeEach(async () => {
  mailServer.taken.length = 0;
  mailServer.answers.next = () => "take";
  await database.sql`delete from mail_outbox`;
  await database.sql`delete from digest`;
  await database.sql`delete from digest_subscription`;
});

/** Sends whatever is due, by two workers beside each other. */
async function work(at: Date, from = database.db): Promise<void> {
  const { smtp, secret } = getEnv();
  if (!smtp) throw new Error("The test's own mail server is named above");
  const one = async () => {
    while (await runMails({ db: from, smtp, publicUrl, secret, clock: async () => at }));
  };
  await Promise.all([one(), one()]);
}

async function givenWeeks(): Promise<void> {
  const one = (day: string, costPico: bigint, model: string, outcome: "ok" | "server_error" = "ok") =>
    anAttempt({ startedAtUs: Date.parse(`2026-${day}T12:00:00Z`) * 1_000, costPico, model, outcome });
  const many = (n: number, make: () => ReturnType<typeof one>) => Array.from({ length: n }, make);
  await givenAttempts(database.sql, [
    // Before anything that is compared, so that both weeks are whole.
    one("02-20", 1n, "deepseek-v4-flash"),
    ...many(3, () => one("02-24", 500_000_000_000n, "deepseek-v4-flash")),
    ...many(4, () => one("03-02", 750_000_000_000n, "deepseek-v4-flash")),
    ...many(20, () => one("03-05", 10_000_000_000n, "qwen3-32b", "server_error")),
    one("03-08", 0n, "qwen3-32b"),
    // Of the next week: in no figure.
    one("03-09", 9_000_000_000_000n, "deepseek-v4-flash"),
  ]);
}
beforeAll(givenWeeks);

const read = () => readDigest(database.db, { cadence: "weekly", zone: "UTC", period, now, retention });

test("its figures are those that the screens have for the same window", async () => {
  const content = await read();
  const asked = { window: period.window, filters: NO_FILTERS, tz: "UTC", now, retention };
  const spend = await compareSpend(database.db, { ...asked, groupBy: ["model"], interval: "none", calendar: null });
  const sla = await getSla(database.db, asked);

  expect(content.spend).toMatchObject({ cost_usd: "3.2", attempts: 25, requests: 25, models_count: 2 });
  expect([content.from, content.to]).toEqual([spend.from, spend.to]);
  expect([content.spend.cost_usd, content.spend.attempts]).toEqual([spend.total.cost_usd, spend.total.attempts]);
  expect(content.spend.previous).toMatchObject({
    cost_usd: spend.previous?.total?.cost_usd,
    from: spend.previous?.from,
  });
  expect(content.spend.models.map(({ model, cost_usd }) => [model, cost_usd])).toEqual([
    ["deepseek-v4-flash", "3"],
    ["qwen3-32b", "0.2"],
  ]);
  expect(content.spend.days.map(({ date, cost_usd }) => [date, cost_usd])).toEqual([
    ["2026-03-02", "3"],
    ["2026-03-03", "0"],
    ["2026-03-04", "0"],
    ["2026-03-05", "0.2"],
    ["2026-03-06", "0"],
    ["2026-03-07", "0"],
    ["2026-03-08", "0"],
  ]);
  expect(content.spend.previous_days.map(({ cost_usd }) => cost_usd)).toEqual(["0", "1.5", "0", "0", "0", "0", "0"]);
  const [worst] = sla.rows;
  expect(content.sla[0]).toMatchObject({
    ...{ model: "qwen3-32b", uptime: worst?.counted.requests, failed: 20, counted: 21 },
    ...{ state: "missed", target_percent: worst?.target.availability_percent },
  });
  expect(content.incidents_count).toBe(sla.rows.flatMap(({ incidents }) => incidents).length);
});

test("two leaders send each digest once to everybody who was subscribed when it was due, whatever is restarted", async () => {
  const to = async (address: string, at = before) =>
    addSubscription(database.db, { choice: weekly, address, actor, now: at });
  await to("a@example.com");
  await to("b@example.com");
  await to("late@example.com", later(1));
  await expect(to("a@example.com")).rejects.toMatchObject({ code: "CONFLICT" });
  const other = createDatabase(database.url, { max: 4 });
  for (const minutes of [0, 1, 60, 24 * 60]) {
    const at = later(minutes);
    await Promise.all([
      makeDueDigests(database.db, { now: at, retention }),
      makeDueDigests(other.db, { now: at, retention }),
    ]);
    await Promise.all([work(at), work(at, other.db)]);
  }
  await other.end();

  expect(mailServer.taken.map((mail) => mail.to).sort()).toEqual(["a@example.com", "b@example.com"]);
  const [digest, ...others] = await listSentDigests(database.db);
  expect([digest?.asked_by, digest?.mails.map(({ state }) => state), others]).toEqual([null, ["sent", "sent"], []]);
  const next = new Date(now.getTime() + 7 * DAY_MS);
  await makeDueDigests(database.db, { now: next, retention });
  await work(next);
  expect(mailServer.taken).toHaveLength(5);
});

test("a mail has a picture within it, both forms of text, and a link that ends the subscription", async () => {
  const { id } = await addSubscription(database.db, { choice: weekly, address: "a@example.com", actor, now: before });
  await makeDueDigests(database.db, { now, retention });
  await work(now);
  const { raw = "" } = mailServer.taken[0] ?? {};

  expect(headerOf(raw, "Subject")).toBe("Weekly digest: 2026-03-02 to 2026-03-08, $3.20 (+113.3 %)");
  expect(raw).toMatch(/Content-Type: text\/plain/);
  expect(raw).toMatch(/Content-Type: text\/html/);
  expect(raw).toMatch(/Content-Id: <spend-by-day@switchyard>/i);
  expect(raw.replace(/=\r\n/g, "")).toMatch(/src=3D"cid:spend-by-day@switchyard"|src="cid:spend-by-day@switchyard"/);
  expect(headerOf(raw, "List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
  const [, url = ""] = /<([^>]+)>/.exec(headerOf(raw, "List-Unsubscribe")) ?? [];
  const none = { params: Promise.resolve({}) };
  const opened = await GET(new Request(url), none);
  expect([opened.status, opened.headers.get("location")]).toEqual([
    303,
    expect.stringMatching(/^\/unsubscribe\?token=/),
  ]);
  expect(await listSubscriptions(database.db, { now })).toHaveLength(1);
  expect((await POST(new Request(`${url.slice(0, -2)}AA`, { method: "POST" }), none)).status).toBe(404);
  const other = url.replace(`token=${id}.`, `token=${id + 1}.`);
  expect((await POST(new Request(other, { method: "POST" }), none)).status).toBe(404);
  for (let time = 0; time < 2; time++) {
    const ended = await POST(new Request(url, { method: "POST" }), none);
    expect(await ended.json()).toEqual({ cadence: "weekly", address: "a@example.com" });
  }
  expect(await listSubscriptions(database.db, { now })).toEqual([]);
  const audit =
    await database.sql`select action, after::text from audit_entry where action like 'digest.%' order by id`;
  expect(audit.map(({ action }) => action).slice(-2)).toEqual(["digest.subscribe", "digest.unsubscribe"]);
  expect(JSON.stringify(audit)).not.toContain("a@example.com");
});

test("users are sent theirs at the address they sign in with, once in whatever zone, and not once they are disabled", async () => {
  const [row] = await database.sql<{ id: string }[]>`
    insert into person (name, email) values ('Vera', 'vera@example.com') returning id`;
  const userId = row?.id ?? "";
  const subscribe = (tz: string) =>
    subscribeUser(database.db, { choice: { cadence: "weekly", tz }, userId, actor: "vera@example.com", now: before });
  await subscribe("Asia/Shanghai");
  await makeDueDigests(database.db, { now, retention });
  const { id } = await subscribe("UTC");
  expect(await listSubscriptions(database.db, { userId, now })).toMatchObject([
    { id, tz: "UTC", address: "vera@example.com" },
  ]);
  await makeDueDigests(database.db, { now, retention });
  await work(now);
  expect(mailServer.taken.map(({ to }) => to)).toEqual(["vera@example.com"]);

  const next = new Date(now.getTime() + 7 * DAY_MS);
  await database.sql`update person set banned = true where id = ${userId}`;
  expect(await makeDueDigests(database.db, { now: next, retention })).toBe(0);
  await database.sql`update person set banned = false where id = ${userId}`;
  expect(await makeDueDigests(database.db, { now: next, retention })).toBe(1);
  // What waits goes with the subscription.
  await expect(removeSubscription(database.db, { id, userId: crypto.randomUUID(), actor, now })).rejects.toThrow();
  await removeSubscription(database.db, { id, userId, actor, now });
  await work(next);
  expect(mailServer.taken).toHaveLength(1);
});

test("who chooses a zone whose digest was made already is sent that one, once", async () => {
  const [row] = await database.sql<{ id: string }[]>`
    insert into person (name, email) values ('Zoe', 'zoe@example.com') returning id`;
  const userId = row?.id ?? "";
  const subscribe = (tz: string, at: Date) =>
    subscribeUser(database.db, {
      choice: { cadence: "weekly", tz },
      ...{ userId, actor: "zoe@example.com", now: at },
    });
  await addSubscription(database.db, { choice: weekly, address: "a@example.com", actor, now: before });
  await subscribe("America/Los_Angeles", later(-24 * 60));
  await makeDueDigests(database.db, { now, retention });
  await subscribe("UTC", later(180));
  for (const minutes of [181, 182, 10 * 60]) {
    expect(await makeDueDigests(database.db, { now: later(minutes), retention })).toBe(0);
    await work(later(minutes));
  }

  // Two digests of one week are sent side by side: which arrives first is chance.
  expect(mailServer.taken.map(({ to }) => to).sort()).toEqual(["a@example.com", "zoe@example.com"]);
});

test("a user who takes over an address that an admin added has one subscription, and is sent none once disabled", async () => {
  const address = "rosa@example.com";
  const [row] = await database.sql<{ id: string }[]>`
    insert into person (name, email) values ('Rosa', ${address}) returning id`;
  const userId = row?.id ?? "";
  const { id } = await addSubscription(database.db, { choice: weekly, address, actor, now: before });
  await database.sql`update person set banned = true where id = ${userId}`;
  expect(await makeDueDigests(database.db, { now, retention })).toBe(0);
  await database.sql`update person set banned = false where id = ${userId}`;
  expect(await makeDueDigests(database.db, { now, retention })).toBe(1);

  const own = await subscribeUser(database.db, { choice: weekly, userId, actor: address, now });
  expect(own).toMatchObject({ id, address, is_own: true });
  expect(await listSubscriptions(database.db, { now })).toHaveLength(1);

  // Two of before, or of a user whose address became another one.
  await database.sql`
    insert into digest_subscription (cadence, zone, address, added_at, added_by)
    values ('weekly', 'Asia/Shanghai', ${address}, ${before.toISOString()}, ${actor})`;
  await unsubscribe(database.db, { id, now });
  expect(await listSubscriptions(database.db, { now })).toEqual([]);
  await work(now);
  expect(mailServer.taken).toEqual([]);
});

test("whoever asks for one now is sent one, five times in ten minutes at most, and no subscription comes of it", async () => {
  const content = await read();
  let reads = 0;
  const readCounted = async () => {
    reads++;
    return content;
  };
  const ask = () => sendDigestOnce(database.db, { read: readCounted, recipient: actor, actor, now });
  for (let time = 0; time < 5; time++) await ask();
  await expect(ask()).rejects.toMatchObject({ code: "RATE_LIMITED" });
  expect(reads).toBe(5);
  await work(now);

  expect(mailServer.taken).toHaveLength(5);
  expect(new Set(mailServer.taken.map(({ messageId }) => messageId)).size).toBe(5);
  expect(headerOf(mailServer.taken[0]?.raw ?? "", "List-Unsubscribe")).toBe("");
  expect((await listSentDigests(database.db))[0]).toMatchObject({
    asked_by: actor,
    mails: [{ recipient: actor, state: "sent" }],
  });
  await expect(makeDueDigests(database.db, { now, retention })).resolves.toBe(0);
});

test("every policy and price change of the period is counted, the latest of them are listed", async () => {
  await database.sql`
    insert into policy_version (tier, version, policy, published_at, published_by)
    select 'premium', n, '{"tier": "premium", "primary": "deepseek-v4-flash"}'::jsonb, timestamptz '2026-03-02T00:00:00Z' + n * interval '1 minute', 't'
    from generate_series(0, 129) n`;
  await database.sql`
    insert into price (provider, model, valid_from, valid_to, input_usd_per_million, output_usd_per_million, source, created_by)
    select 'p', 'm' || n, '2026-03-04T00:00:00Z', null, 1, 1, 'manual', 't' from generate_series(1, 140) n`;
  const content = await read();

  expect([content.policies_count, content.prices_count, content.prices.length]).toEqual([130, 140, 10]);
  expect(content.policies.map(({ version }) => version)).toEqual([129, 128, 127, 126, 125, 124, 123, 122, 121, 120]);
  expect(content.policies[0]?.at).toBe("2026-03-02T02:09:00.000Z");
});

test("a budget of after the period is not in its digest", async () => {
  const create = (name: string, at: Date) =>
    createBudget(database.db, {
      budget: newBudgetSchema.parse({ name, amount: "10", period: "month" }),
      actor,
      now: at,
    });
  await create("In the period", new Date("2026-03-08T23:00:00Z"));
  await create("After it", now);
  const content = await read();

  expect(content.budgets.map(({ name }) => name)).toEqual(["In the period"]);
  const { note } = describeDigest(content).find(({ title }) => title === "Budgets") ?? {};
  expect(note).toMatch(/amounts of when this was made/);
});

test("slowdowns and model changes of the period are in it, each event once and in English, and those of other weeks are not", async () => {
  const measured = JSON.stringify([
    { measure: "ttft_ms", before: 1, after: 2, ratio: 1.38, interval: [1.31, null], count: 90, isFound: true },
  ]);
  await database.sql`
    insert into detection (kind, model, provider, region, since, found_at, ended_at, end_reason, attempts, measures)
    select kind, model, 'p', 'eu', since::timestamptz, since::timestamptz + interval '2 hours', ended::timestamptz,
      case when ended is null then null else 'back' end, 1200, ${measured}::text::json
    from (values ('swap', 'both', '2026-03-01T06:00:00Z', null),
      ('regression', 'both', '2026-03-01T08:00:00Z', '2026-03-01T22:00:00Z'),
      ('regression', 'earlier', '2026-02-20T08:00:00Z', '2026-03-01T00:00:00Z'),
      ('regression', 'later', '2026-03-09T08:00:00Z', null)) as d (kind, model, since, ended)`;
  // What came with it was over before the week, and is of the event all the same.
  await database.sql`
    update detection set event_id = (select id from detection where model = 'both' and kind = 'swap')
    where model = 'both' and kind = 'regression'`;
  const content = await read();
  await database.sql`delete from detection`;

  expect([content.detections_count, content.detections?.map(({ model }) => model)]).toEqual([1, ["both"]]);
  const titled = (of: typeof content) =>
    describeDigest(of).find(({ title }) => title === "Slowdowns and model changes");
  expect(titled(content)?.lines).toEqual([
    [
      "both (p, eu)",
      "slowdown and model change · Typical TTFT +38.0 % (+31.0 % to ?) · since 2026-03-01 06:00 UTC, still lasting · n = 1,200",
    ],
  ]);
  expect(titled({ ...content, detections: [], detections_count: 0 })?.note).toBe("None was found.");
  const { detections, detections_count, ...stored } = content;
  expect(titled(digestContentSchema.parse(stored))).toBeUndefined();
});

test("an incident lasts in the mail as long as on the screen", async () => {
  const content = await read();
  const spanned = { from: "2026-03-04T06:00:00.000Z", to: "2026-03-04T07:05:00.000Z", minutes: 60, failed: 1_234 };
  const incident = { model: "m", provider: "p", region: "eu", ...spanned };
  const { lines } = describeDigest({ ...content, incidents: [incident, { ...incident, minutes: 65 }] }).find(
    ({ title }) => title === "Incidents",
  ) ?? { lines: [] };
  expect(lines.map(([, text]) => text)).toEqual([
    "2026-03-04 06:00 UTC · 1 h 05 min, of which 60 down · 1,234 failed",
    "2026-03-04 06:00 UTC · 1 h 05 min · 1,234 failed",
  ]);
});

test("a zone whose digest cannot be made holds up no other one", async () => {
  await database.sql`
    insert into digest_subscription (cadence, zone, address, added_at, added_by)
    values ('weekly', 'Mars/Base', 'm@example.com', ${before.toISOString()}, ${actor})`;
  await addSubscription(database.db, { choice: weekly, address: "a@example.com", actor, now: before });
  const failed: string[] = [];
  const onFailure = (_: unknown, { zone }: { zone: string }) => void failed.push(zone);

  expect(await makeDueDigests(database.db, { now, retention, onFailure })).toBe(1);
  expect(failed).toEqual(["Mars/Base"]);
});

test("a mail names who ends its subscription", async () => {
  const content = await read();
  const textFor = (subscriber: "user" | "admin") =>
    digestMail({ content, publicUrl: undefined, subscriber, unsubscribe: null }).text;
  expect(textFor("admin")).toContain("an admin ends it");
  expect(textFor("admin")).not.toContain("account page");
  expect(textFor("user")).toContain("your account page");
  const { id } = await addSubscription(database.db, { choice: weekly, address: "a@example.com", actor, now: before });
  expect(await getSubscriber(database.db, id)).toBe("admin");
});

test("the mail is shown as it is sent, by the service that computes every other report", async () => {
  const { content, html, subject } = await readAnswerValues(previewDigestOperation.path, weekly);
  expect([content.cadence, content.tz, subject.startsWith("Weekly digest: ")]).toEqual(["weekly", "UTC", true]);
  expect(html).toContain("data:image/png;base64,");
});

test("the picture is a PNG whose bars are as high as the days were expensive", async () => {
  const day = (date: string, cost_usd: string | null) => ({ date, cost_usd });
  const png = digestChart({ days: [day("a", "4"), day("b", "1"), day("c", null)], previous_days: [day("d", "2")] });
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const at = png.indexOf("IDAT");
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  expect(rows).toHaveLength(height * (width + 1));
  const highest = (colour: number, from: number, to: number) => {
    for (let y = 0; y < height - 2; y++) {
      const row = rows.subarray(y * (width + 1) + 1, (y + 1) * (width + 1));
      if (row.subarray(from, to).includes(colour)) return height - 2 - y;
    }
    return 0;
  };
  const third = Math.floor(width / 3);
  const [first, second, unknown] = [0, 1, 2].map((index) => highest(1, index * third + 4, (index + 1) * third - 4));
  expect([first, unknown]).toEqual([height - 2, 0]);
  expect((second ?? 0) / (first ?? 1)).toBeCloseTo(0.25, 1);
  expect(highest(2, 0, third) / (first ?? 1)).toBeCloseTo(0.5, 1);
});

test("whatever stands in a name is one line of text", async () => {
  const content = await read();
  const sections = describeDigest({
    ...content,
    alerts: [{ at: now.toISOString(), rule: "a\r\nBcc: x", about: "<b>", summary: "s\n" }],
  });
  expect(sections.flatMap(({ lines }) => lines.flat()).filter((text) => /[\r\n]/.test(text))).toEqual([]);
});
