import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { changeRule } from "@/db/alerts/change-rule";
import { claimDelivery } from "@/db/alerts/claim-delivery";
import { createChannel } from "@/db/alerts/create-channel";
import { createRule } from "@/db/alerts/create-rule";
import { createSilence } from "@/db/alerts/create-silence";
import { evaluateRules } from "@/db/alerts/evaluate-rules";
import { listAlerts } from "@/db/alerts/list-alerts";
import { listChannels } from "@/db/alerts/list-channels";
import { queueTest } from "@/db/alerts/queue-test";
import { createDatabase } from "@/db/client";
import { getRetention } from "@/db/retention/get-retention";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { type NewRuleInput, newRuleSchema } from "@/lib/contract/alert-rules";
import { newChannelSchema } from "@/lib/contract/channels";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/time/units";
import type { Resolve } from "../guard-address";
import { givenMailServer } from "../testing/mail-server";
import { deliveryLanes } from "../worker/alert-jobs";
import { runJobs } from "../worker/run-jobs";
import { runDelivery } from "./run-delivery";
import { signWebhook } from "./sign-webhook";
import { targetOfNew } from "./stored-target";

type Received = { path: string; headers: IncomingMessage["headers"]; body: string };
const received: Received[] = [];
let answer: (path: string, n: number) => number | "hang" = () => 200;

const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (piece) => {
    body += piece;
  });
  request.on("end", () => {
    const path = request.url ?? "";
    const status = answer(path, received.filter((one) => one.path === path).length);
    received.push({ path, headers: request.headers, body });
    if (status === "hang") return;
    response.writeHead(status, status === 302 ? { location: "http://10.0.0.1/inside" } : {}).end("answer");
  });
});
receiver.listen(0, "127.0.0.1");
await once(receiver, "listening");
const { port } = receiver.address() as AddressInfo;
const mailServer = await givenMailServer();
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await mailServer.stop();
});

const database = testDatabase();
const actor = "ada@example.com";
const env = {
  secret: "s".repeat(32),
  publicUrl: "https://switchyard.example.com",
  alertNetworks: ["127.0.0.1"],
  smtp: {
    ...{ host: "127.0.0.1", port: mailServer.port, tls: "offered" as const, login: undefined },
    from: { name: "", address: "alerts@example.com" },
  },
};
const START = Date.UTC(2026, 2, 1, 12);
const atMinute = (minute: number) => new Date(START + minute * MINUTE_MS);

beforeEach(async () => {
  received.length = 0;
  mailServer.taken.length = 0;
  answer = () => 200;
  await database.sql`delete from alert_delivery`;
  await database.sql`update alert_rule set deleted_at = now()`;
  await database.sql`update alert set state = 'resolved'`;
  await database.sql`update alert_silence set ended_at = now()`;
});

const url = (path: string) => `http://127.0.0.1:${port}${path}`;
async function givenChannel(input: Parameters<typeof newChannelSchema.parse>[0], now = atMinute(0)) {
  const channel = newChannelSchema.parse(input);
  const { stored, signing } = targetOfNew(channel, env);
  const { name, kind } = channel;
  return { ...(await createChannel(database.db, { name, kind, stored, actor, now })), signing };
}
const givenRule = (input: NewRuleInput, now = atMinute(0)) =>
  createRule(database.db, { rule: newRuleSchema.parse(input), actor, now });
const evaluate = async (minute: number, db = database.db) => {
  const now = atMinute(minute);
  return evaluateRules(db, {
    clock: async () => now,
    retention: await getRetention(database.db, { now, rawDays: 45 }),
  });
};
const deliver = async (
  minute: number,
  more: { withinMs?: number; resolve?: Resolve; db?: typeof database.db } = {},
) => {
  const { db = database.db, ...own } = more;
  const input = { db, env, clock: async () => atMinute(minute), withinMs: 500, ...own };
  await Promise.all(
    [1, 2, 3, 4].map(async () => {
      while (await runDelivery(input));
    }),
  );
};
const deliveries = async () => (await listChannels(database.db)).deliveries;
const statesOf = async (rule: number, minute: number) =>
  (await listAlerts(database.db, { now: atMinute(minute) })).alerts
    .filter(({ rule_id }) => rule_id === rule)
    .map(({ state }) => state);

/** Ten attempts in a minute, all of which fail or none. */
const minuteOf = (minute: number, model: string, outcome: "ok" | "server_error") =>
  Array.from({ length: 10 }, (_, n) =>
    anAttempt({ model, outcome, startedAtUs: (START + minute * MINUTE_MS + n * 5_000) * 1_000 }),
  );

test("burn-rate alerts of a replayed outage fire and clear in the expected minutes, each delivered once by two replicas", async () => {
  const model = "outage";
  const hook = await givenChannel({ kind: "webhook", name: "Hook", url: url("/hook") });
  const pager = await givenChannel({
    kind: "pagerduty",
    name: "Pager",
    url: url("/pager"),
    routing_key: "k".repeat(32),
  });
  const mail = await givenChannel({ kind: "email", name: "Mail", recipients: ["a@example.com", "b@example.com"] });
  const rule = await givenRule({
    ...{ name: "Premium burns", severity: "critical", channels: [hook.id, pager.id, mail.id] },
    terms: { kind: "burn_rate", target_percent: 99.9, scope: { model: [model] }, by: ["model"], speeds: ["fast"] },
  });
  const other = createDatabase(database.url, { max: 10 });
  const states: (string | null)[] = [];
  // Good for an hour, an outage of 10 minutes from minute 60 on, and good again.
  for (let minute = 0; minute < 80; minute++) {
    const outcome = minute >= 60 && minute < 70 ? "server_error" : "ok";
    await givenAttempts(database.sql, minuteOf(minute, model, outcome));
    if (minute < 55) continue;
    // Two leaders at once, at the end of the minute.
    await Promise.all([evaluate(minute + 0.99), evaluate(minute + 0.99, other.db)]);
    await Promise.all([deliver(minute + 0.99), deliver(minute + 0.99, { db: other.db })]);
    states.push((await statesOf(rule.id, minute))[0] ?? null);
  }
  await other.end();

  const firing = states.flatMap((state, index) => (state === "firing" ? [index + 55] : []));
  expect([firing[0], firing.at(-1)]).toEqual([60, 73]);
  expect(firing).toHaveLength(14);
  const events = (path: string) => received.filter((one) => one.path === path).map(({ body }) => JSON.parse(body));
  expect(events("/hook").map(({ event }) => event)).toEqual(["firing", "resolved"]);
  expect(events("/pager").map(({ event_action, dedup_key }) => [event_action, dedup_key])).toEqual([
    ["trigger", expect.stringMatching(/^switchyard-alert-\d+$/)],
    ["resolve", events("/pager")[0].dedup_key],
  ]);
  expect(mailServer.taken.map(({ to }) => to).sort()).toEqual(
    ["a@example.com", "b@example.com"].flatMap((to) => [to, to]),
  );
  const { changes } = await listAlerts(database.db, { now: atMinute(80) });
  expect(changes.filter(({ rule_id }) => rule_id === rule.id).map(({ to, at }) => [to, at])).toEqual([
    ["resolved", atMinute(74.99).toISOString()],
    ["firing", atMinute(60.99).toISOString()],
  ]);
  await expect(database.sql`update alert_change set summary = ''`).rejects.toThrow(/append-only/);
  // The signature is of the very bytes, and of the time it was sent at.
  const [first] = received.filter((one) => one.path === "/hook");
  const at = new Date(Number(first?.headers["webhook-timestamp"]) * 1_000);
  const id = String(first?.headers["webhook-id"]);
  expect(signWebhook({ secret: hook.signing ?? "", id, at, body: first?.body ?? "" })["webhook-signature"]).toBe(
    first?.headers["webhook-signature"],
  );
});

async function givenFiring(minute: number, channels: number[], more: Partial<NewRuleInput> = {}) {
  const model = `m-${crypto.randomUUID()}`;
  const rule = await givenRule({
    ...{ name: "Errors", channels, ...more },
    terms: { kind: "error_rate", above_percent: 5, scope: { model: [model] }, by: ["model"], min_attempts: 5 },
  });
  await givenAttempts(database.sql, minuteOf(minute, model, "server_error"));
  return { rule, model };
}

test("what a leader had claimed when it was killed is sent by the next one, with the same id", async () => {
  const hook = await givenChannel({ kind: "webhook", name: "Hook", url: url("/hook") });
  await givenFiring(100, [hook.id]);
  await evaluate(100.5);
  const claimed = await claimDelivery(database.db, atMinute(100.5));
  expect(claimed).not.toBeNull();

  await evaluate(101.5);
  await deliver(101.5);
  expect(received).toHaveLength(0);
  await deliver(103);
  expect(received.map(({ headers }) => headers["webhook-id"])).toEqual([claimed?.messageId]);
  await deliver(110);
  expect(received).toHaveLength(1);
});

test("a receiver that hangs or answers 500 is tried again, ever later, and what follows waits for it", async () => {
  const hook = await givenChannel({ kind: "webhook", name: "Hook", url: url("/hook") });
  const { model, rule } = await givenFiring(200, [hook.id]);
  answer = (_, n) => (n === 0 ? "hang" : n === 1 ? 500 : 200);
  await evaluate(200.5);
  await deliver(200.5);
  expect((await deliveries())[0]).toMatchObject({
    state: "retrying",
    error: "The receiver did not answer within 0.5 s",
  });
  // Over by now: that must not arrive before that it fires.
  await givenAttempts(database.sql, Array.from({ length: 40 }, () => minuteOf(201, model, "ok")).flat());
  await evaluate(201.9);
  expect(await statesOf(rule.id, 202)).toEqual([]);
  await deliver(200.6);
  expect(received).toHaveLength(1);
  await deliver(202);
  expect((await deliveries()).find(({ event }) => event === "firing")).toMatchObject({
    ...{ state: "retrying", tries: 2, error: "The receiver answered 500" },
  });
  await deliver(204);
  expect(received.map(({ body }) => JSON.parse(body).event)).toEqual(["firing", "firing", "firing", "resolved"]);
  expect((await deliveries()).map(({ state }) => state)).toEqual(["sent", "sent"]);
});

test("a receiver that hangs holds up no other one", async () => {
  const slow = await givenChannel({ kind: "slack", name: "Slow", url: url("/hanging") });
  const hook = await givenChannel({ kind: "slack", name: "Quick", url: url("/quick") });
  answer = (path) => (path === "/hanging" ? "hang" : 200);
  await queueTest(database.db, { id: slow.id, actor, now: atMinute(250) });
  // More than are sent at once.
  for (let n = 1; n <= 12; n++) await queueTest(database.db, { id: hook.id, actor, now: atMinute(250 + n / 100) });
  const stopping = new AbortController();
  const lanes = deliveryLanes({ db: database.db, env, clock: async () => atMinute(251), withinMs: 5_000 });
  const running = lanes.map((jobs) =>
    runJobs({
      ...{ jobs, signal: stopping.signal, leads: async () => true },
      ...{ onLeading: () => undefined, onFailure: () => undefined },
    }),
  );
  const states = async () => (await deliveries()).map(({ state }) => state);
  await vi.waitFor(async () => expect((await states()).filter((state) => state === "sent")).toHaveLength(12), 3_000);
  expect((await states()).filter((state) => state === "sending")).toHaveLength(1);
  stopping.abort();
  receiver.closeAllConnections();
  await Promise.all(running);
});

test("a redirect is not followed, a refusal is final, and a channel says what failed", async () => {
  const moved = await givenChannel({ kind: "slack", name: "Moved", url: url("/moved") });
  const gone = await givenChannel({ kind: "teams", name: "Gone", url: url("/gone") });
  answer = (path) => (path === "/moved" ? 302 : 404);
  await queueTest(database.db, { id: moved.id, actor, now: atMinute(300) });
  await givenFiring(300, [gone.id]);
  await evaluate(300.5);
  await deliver(300.5);

  const { channels } = await listChannels(database.db);
  expect(channels.find(({ id }) => id === moved.id)?.error).toMatch(/302, a redirect/);
  expect(channels.find(({ id }) => id === gone.id)?.error).toBe("The receiver answered 404");
  expect((await deliveries()).map(({ state }) => state)).toEqual(["failed", "failed"]);
  await deliver(400);
  expect(received).toHaveLength(2);
  expect(JSON.stringify(channels)).not.toContain("/moved");
});

test("a name that leads inside by the time of a later message is refused then, and nothing is connected to", async () => {
  const hook = await givenChannel({ kind: "webhook", name: "Hook", url: `http://hook.example:${port}/rebound` });
  let asked = 0;
  const resolve: Resolve = async () => [{ address: asked++ === 0 ? "127.0.0.1" : "10.0.0.5", family: 4 }];
  await queueTest(database.db, { id: hook.id, actor, now: atMinute(500) });
  await deliver(500, { resolve });
  await queueTest(database.db, { id: hook.id, actor, now: atMinute(501) });
  await deliver(501, { resolve });

  expect([received.length, asked]).toEqual([1, 2]);
  expect(await deliveries()).toMatchObject([
    { state: "failed", error: expect.stringMatching(/internal address 10\.0\.0\.5/) },
    { state: "sent" },
  ]);
});

test("a silence keeps it from being sent, and once it is over it is sent; it is sent again when asked", async () => {
  const hook = await givenChannel({ kind: "webhook", name: "Hook", url: url("/hook") });
  const { model, rule } = await givenFiring(600, [hook.id], { renotify_minutes: 5 });
  const until = atMinute(602);
  const silence = { rule_id: rule.id, labels: { model }, reason: "Maintenance", until };
  await createSilence(database.db, { silence, actor, now: atMinute(600) });
  await evaluate(600.5);
  await deliver(600.5);
  expect([received.length, ...(await statesOf(rule.id, 600.5))]).toEqual([0, "silenced"]);
  for (const minute of [602, 604, 607.1]) {
    await evaluate(minute);
    await deliver(minute);
  }
  expect(received.map(({ body }) => JSON.parse(body).event)).toEqual(["firing", "firing"]);

  const { version } = rule;
  const change = { is_enabled: false };
  await changeRule(database.db, { id: rule.id, change, baseVersion: version, actor, now: atMinute(608) });
  await deliver(608);
  expect(JSON.parse(received.at(-1)?.body ?? "")).toMatchObject({
    event: "resolved",
    alerts: [{ summary: "The rule was switched off" }],
  });
  const stale = changeRule(database.db, { id: rule.id, change, baseVersion: version, actor, now: atMinute(609) });
  await expect(stale).rejects.toMatchObject({ code: "PRECONDITION_FAILED" });
});

test("what cannot be evaluated leaves alerts as they are, and says so", async () => {
  const { rule } = await givenFiring(700, []);
  await evaluate(700.5);
  expect(await statesOf(rule.id, 700.5)).toEqual(["firing"]);
  await evaluate(700 + 16 + (10 * SECOND_MS) / MINUTE_MS);
  expect(await statesOf(rule.id, 717)).toEqual(["no_data"]);
});
