import { beforeAll, expect, test } from "vitest";
import { backtestService } from "@/app/_server/backtest/backtest-service";
import { runRehearsal } from "@/app/_server/backtest/run-rehearsal";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { readCalls } from "@/db/rehearsal/read-calls";
import { readLimits } from "@/db/rehearsal/read-limits";
import { readMinutes } from "@/db/rehearsal/read-minutes";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { randomAttempts } from "@/db/testing/random-attempts";
import { createUpstream } from "@/db/upstreams/create-upstream";
import { hashShare } from "@/lib/breaker/fnv1a";
import { errorBodySchema } from "@/lib/contract/error";
import { tierPolicySchema } from "@/lib/contract/policy";
import { rehearsalReplySchema } from "@/lib/contract/rehearsal";
import { runLineSchema } from "@/lib/contract/run-line";
import { newUpstreamSchema } from "@/lib/contract/upstreams";
import { isFailure, isJudged } from "@/lib/domain/outcome";
import { seededRandom } from "@/lib/domain/seeded-random";
import { HOUR_US, MINUTE_MS, MINUTE_US, SECOND_US } from "@/lib/domain/time/units";
import { POST } from "./route";

const database = testDatabase();
givenServer(database, { services: [backtestService] });
const TIER = "rehearsed";
const nowUs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_US;
const fromUs = nowUs - 3 * HOUR_US;
const busyUs = fromUs + HOUR_US;
const window = { from: new Date(fromUs / 1_000).toISOString(), to: new Date(nowUs / 1_000).toISOString() };
const policy = { tier: TIER, primary: "main", fallbacks: ["spare"], max_attempts: 2 };
const tokens = { inputTokens: 900, outputTokens: 100, durationUs: 2_000_000 };
let key = "";

beforeAll(async () => {
  const { db } = database;
  const created = await createKey(db, {
    key: { name: "k", scopes: ["policies:read"] },
    actor: "test",
    now: new Date(),
  });
  key = created.key;
  // Ten a minute on the primary, forty in the second hour; the fallback has six a minute from another tier, and once twelve.
  const every = (seconds: number, startUs: number, about: object) =>
    Array.from({ length: 3_600 / seconds }, (_, nth) =>
      anAttempt({ tier: TIER, model: "main", startedAtUs: startUs + nth * seconds * SECOND_US, ...tokens, ...about }),
    );
  const attempts = [
    ...every(6, fromUs, {}),
    ...every(1.5, busyUs, {}),
    ...every(10, busyUs, { model: "spare", tier: "elsewhere" }),
    ...Array.from({ length: 12 }, (_, nth) =>
      anAttempt({ model: "spare", tier: "elsewhere", startedAtUs: fromUs + nth * SECOND_US, ...tokens }),
    ),
    ...every(1.5, busyUs, { outcome: "refused" }),
  ];
  await givenAttempts(database.sql, attempts);
});

function ask(body: unknown, { tier = TIER, accept = "*/*" }: { tier?: string; accept?: string } = {}) {
  const request = new Request(`http://localhost/api/v1/policies/${tier}/rehearsal`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", accept },
    body: JSON.stringify(body),
  });
  return POST(request, { params: Promise.resolve({ tier }) });
}

test("the primary fails in its busiest hour: what the fallback would carry, against the most it ever had", async () => {
  const response = await ask({ policy, ...window });

  expect(response.status).toBe(200);
  const reply = rehearsalReplySchema.parse(await response.json());
  expect(reply).toMatchObject({
    tier: TIER,
    primary: "main",
    hour: { from: new Date(busyUs / 1_000).toISOString(), requests: 2_400, answered: 2_400, failed: 0 },
  });
  expect(reply.fallbacks).toMatchObject([
    {
      model: "spare",
      moved: 2_400,
      asked: 2_760,
      refused: 0,
      tokens_known_share: 1,
      highest: { requests: { value: 12, at: window.from } },
      warning: "doubled",
      passed: null,
    },
  ]);
  const [spare] = reply.fallbacks;
  // A few more than a minute's 46 where retries two seconds late meet requests that come at once; probes decide where.
  const peak = spare?.peak.requests.value ?? 0;
  expect(peak).toBeGreaterThanOrEqual(46);
  expect(peak).toBeLessThan(52);
  expect(spare?.requests_ratio).toBeCloseTo(peak / 12, 9);
  // Twelve calls of two seconds within a minute are 0.4 at once.
  expect(spare?.highest?.concurrency.value).toBeCloseTo(0.4, 9);
  expect(spare?.minutes).toHaveLength(60);
  const minute = spare?.minutes[5];
  expect(minute?.own).toBe(6);
  expect(Math.abs((minute?.asked ?? 0) - 46)).toBeLessThan(6);
  expect(minute?.tokens).toBe((minute?.asked ?? 0) * 1_000);
});

test("a declared limit that is passed is told with the second, and what becomes of those refused", async () => {
  const limits = new Map([["spare", { requestsPerMinute: 23, tokensPerMinute: null, maxConcurrency: null }]]);
  const input = { policy: tierPolicySchema.parse(policy), fromUs, toUs: nowUs };
  const quietly = { signal: new AbortController().signal, onProgress: () => undefined };
  const { hour, fallbacks: loads } = await runRehearsal(database.db, input, quietly, limits);

  expect(loads[0]).toMatchObject({ model: "spare", warning: "limit", passed: { limit: "requests_per_minute" } });
  const after = loads[0]?.passed?.after_seconds ?? 0;
  // 46 a minute, of which the first come by retry two seconds late.
  expect(after).toBeGreaterThanOrEqual(28);
  expect(after).toBeLessThanOrEqual(34);
  expect(loads[0]?.refused_share).toBeGreaterThan(0.4);
  expect(hour?.failed).toBeGreaterThan(800);
  expect((hour?.answered ?? 0) + (hour?.failed ?? 0)).toBe(hour?.requests);
});

test("limits are the sum over the enabled upstreams that serve a model, unknown where one has none", async () => {
  const serve = (name: string, terms: object) =>
    createUpstream(database.db, {
      upstream: newUpstreamSchema.parse({
        ...{ name, shape: "openai", base_url: "https://1.1.1.1/v1", provider: name, region: "eu", key: "sk-one" },
        ...{ models: [{ model: "limited", asked: "limited" }], ...terms },
      }),
      key: { keyVariable: null, sealedKey: null, keyHint: null },
      ...{ actor: "ada@example.com", now: new Date() },
    });
  await serve("one", { requests_per_minute: 60, tokens_per_minute: 9_000, max_concurrency: 4 });
  await serve("two", { requests_per_minute: 30, max_concurrency: 2 });
  await serve("off", { requests_per_minute: 500, is_enabled: false });

  const limits = await readLimits(database.db);
  expect(limits).toEqual(new Map([["limited", { requestsPerMinute: 90, tokensPerMinute: null, maxConcurrency: 6 }]]));
});

test("an hour or a window with too many attempts is refused before one is read, with what to choose", async () => {
  const input = { policy: tierPolicySchema.parse(policy), fromUs, toUs: nowUs };
  const shares: number[] = [];
  const tracking = { signal: new AbortController().signal, onProgress: (share: number) => shares.push(share) };
  const rehearse = (bounds: { calls: number; surveyed: number }) =>
    runRehearsal(database.db, input, tracking, new Map(), bounds);

  await expect(rehearse({ calls: 2_700, surveyed: 10_000 })).rejects.toMatchObject({
    code: "UNPROCESSABLE",
    fields: { from: ["The busiest hour has more than 2,700 attempts; choose a window without it"] },
  });
  expect(Math.max(...shares)).toBeLessThanOrEqual(0.7);
  await expect(rehearse({ calls: 2_700, surveyed: 1_000 })).rejects.toMatchObject({
    fields: { from: ["This window has more than 1,000 attempts on the draft's models; choose a shorter one"] },
  });
});

test("a primary that was never asked, and lines with progress", async () => {
  const lines = await ask({ policy: { ...policy, primary: "unheard" }, ...window }, { accept: "application/x-ndjson" });
  const schema = runLineSchema(rehearsalReplySchema);
  const read = (await lines.text())
    .trimEnd()
    .split("\n")
    .map((line) => schema.parse(JSON.parse(line)));
  expect(read[0]).toEqual({ progress: 0 });
  expect(read.at(-1)).toMatchObject({ result: { primary: "unheard", hour: null, fallbacks: [] } });

  const refused = await ask({ policy, ...window }, { tier: "other" });
  const { error } = errorBodySchema.parse(await refused.json());
  expect([refused.status, Object.keys(error.fields ?? {})]).toEqual([422, ["policy.tier"]]);
});

test("what is read of the hour and the minutes equals the attempts as they were sent", async () => {
  const start = fromUs - 5 * HOUR_US;
  const sent = randomAttempts(seededRandom(5), 600, {
    from: new Date(start / 1_000),
    to: new Date(start / 1_000 + 600_000),
  });
  const models = [...new Set(sent.map(({ model }) => model))].slice(0, 2);
  await givenAttempts(database.sql, sent);
  const reading = { tier: "gold", models, fromUs: start, toUs: start + 10 * MINUTE_US, most: 1_000 };
  const asked = sent.filter(({ model, outcome }) => models.includes(model) && outcome !== "refused");
  expect(asked.length).toBeGreaterThan(50);

  const calls = await readCalls(database.db, reading);
  const tokensOf = ({ inputTokens, outputTokens }: (typeof sent)[number]) =>
    inputTokens === null ? null : inputTokens + (outputTokens ?? 0);
  const expected = asked
    .toSorted((a, b) => a.startedAtUs - b.startedAtUs || (a.id < b.id ? -1 : 1))
    .map((one) => ({
      startUs: one.startedAtUs,
      durationUs: one.durationUs ?? 0,
      tokens: tokensOf(one),
      region: one.region,
      model: one.model,
      place: hashShare(one.requestId ?? one.id),
      isOwn: one.tier === "gold",
      judged: isJudged(one.outcome),
      failed: isFailure(one.outcome),
    }));
  expect(calls).toEqual(expected);

  expect(await readCalls(database.db, { ...reading, most: 7 })).toEqual(expected.slice(0, 7));

  const minutes = await readMinutes(database.db, reading);
  for (const row of minutes) {
    const theirs = expected.filter(
      (one) => Math.floor(one.startUs / MINUTE_US) === row.minute && one.model === row.model && one.isOwn === row.isOwn,
    );
    expect(row.requests).toBe(theirs.length);
    expect(row.tokens).toBe(theirs.reduce((sum, one) => sum + (one.tokens ?? 0), 0));
    expect(row.busyUs).toBe(theirs.reduce((sum, { durationUs }) => sum + durationUs, 0));
  }
  expect(minutes.reduce((sum, { requests }) => sum + requests, 0)).toBe(expected.length);
});
