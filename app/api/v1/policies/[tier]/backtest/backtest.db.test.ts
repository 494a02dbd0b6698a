import { beforeAll, expect, test } from "vitest";
import { backtestService } from "@/app/_server/backtest/backtest-service";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { publishPolicyVersion } from "@/db/policies/publish-policy-version";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { backtestReplySchema } from "@/lib/contract/backtest";
import { errorBodySchema } from "@/lib/contract/error";
import { tierPolicySchema } from "@/lib/contract/policy";
import { runLineSchema } from "@/lib/contract/run-line";
import { DAY_MS, HOUR_US, MINUTE_MS, MINUTE_US } from "@/lib/domain/time/units";
import { POST } from "./route";

const database = testDatabase();
givenServer(database, { services: [backtestService] });
const TIER = "tried";
const nowUs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_US;
const fromUs = nowUs - 3 * HOUR_US;
const window = { from: new Date(fromUs / 1_000).toISOString(), to: new Date(nowUs / 1_000).toISOString() };
const policy = {
  tier: TIER,
  primary: "a",
  fallbacks: ["b"],
  failover: { latency: null, max_error_rate: 0.1, min_requests: 20, min_failures: 3, window_requests: 50 },
};
let key = "";

beforeAll(async () => {
  const { db } = database;
  key = (await createKey(db, { key: { name: "publisher", scopes: ["policies:read"] }, actor: "test", now: new Date() }))
    .key;
  // Every five seconds one on "a" and one on "b"; for ten minutes "a" fails.
  const attempts = Array.from({ length: 2_000 }, (_, index) => {
    const startedAtUs = fromUs + index * 5_000_000;
    const isDown = index >= 1_000 && index < 1_120;
    return ["a", "b"].map((model) =>
      anAttempt({ model, tier: TIER, startedAtUs, outcome: model === "a" && isDown ? "timeout" : "ok" }),
    );
  });
  await givenAttempts(database.sql, attempts.flat());
});
function ask(
  body: unknown,
  { tier = TIER, headers = {}, signal }: { tier?: string; headers?: object; signal?: AbortSignal } = {},
) {
  const request = new Request(`http://localhost/api/v1/policies/${tier}/backtest`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
  return POST(request, { params: Promise.resolve({ tier }) });
}

async function refusal(response: Response) {
  const { error } = errorBodySchema.parse(await response.json());
  return { status: response.status, code: error.code, fields: Object.keys(error.fields ?? {}) };
}

test("a draft is run over what was recorded: where it opens, what moves, before and after", async () => {
  const response = await ask({ policy, ...window });

  expect(response.status).toBe(200);
  const reply = backtestReplySchema.parse(await response.json());
  expect(reply).toMatchObject({ ...window, tier: TIER, attempts: 4_000, compared: 4_000, trips: 1 });
  expect(reply.transitions[0]).toMatchObject({ region: "us-east-1", model: "a", from: "closed", to: "open", n: 50 });
  expect(reply.moved).toMatchObject([{ region: "us-east-1", from_model: "a", to_model: "b", without_evidence: 0 }]);
  expect(reply.before.outcomes.timeout).toBe(120);
  expect(reply.after.outcomes.timeout).toBeLessThan(30);
  expect(reply.after.error_rate).toBeLessThan(reply.before.error_rate ?? 0);
});

test("the active policy is replayed beside the draft, and as itself comes to the very same", async () => {
  const tier = "judged";
  const mine = { ...policy, tier };
  const start = fromUs + MINUTE_US;
  const attempts = Array.from({ length: 1_200 }, (_, index) =>
    ["a", "b"].map((model) =>
      anAttempt({
        model,
        tier,
        startedAtUs: start + index * 5_000_000,
        outcome: model === "a" && index >= 500 && index < 620 ? "timeout" : "ok",
      }),
    ),
  );
  await givenAttempts(database.sql, attempts.flat());
  const run = async (body: object) => backtestReplySchema.parse(await (await ask(body, { tier })).json());
  expect((await run({ policy: mine, ...window })).active).toBeNull();

  const lax = { ...mine, failover: { ...mine.failover, max_error_rate: 1 } };
  const published = { policy: tierPolicySchema.parse(lax), baseVersion: 0, publishedBy: "test" };
  await publishPolicyVersion(database.db, published);
  const beside = await run({ policy: mine, ...window });
  expect(beside).toMatchObject({ trips: 1, active: { version: 1, trips: 0, moved_attempts: 0 } });
  expect(beside.active?.outcomes).toEqual(beside.before.outcomes);
  expect(beside.after.outcomes.timeout).toBeLessThan(beside.active?.outcomes.timeout ?? 0);

  const itself = await run({ policy: lax, ...window });
  expect(itself.active).toMatchObject(itself.after);

  // The same draft published: what stood as the draft stands as the active policy now, whoever routed what was recorded.
  const strict = { policy: tierPolicySchema.parse(mine), baseVersion: 1, publishedBy: "test" };
  await publishPolicyVersion(database.db, strict);
  const turned = await run({ policy: lax, ...window });
  expect(turned.active).toMatchObject({ ...beside.after, version: 2, trips: 1 });
});

test("asked for lines it tells how far it is, then the same", async () => {
  const plain = await (await ask({ policy, ...window })).json();
  const response = await ask({ policy, ...window }, { headers: { accept: "application/x-ndjson" } });

  expect(response.headers.get("content-type")).toBe("application/x-ndjson");
  const lineSchema = runLineSchema(backtestReplySchema);
  const lines = (await response.text())
    .trimEnd()
    .split("\n")
    .map((line) => lineSchema.parse(JSON.parse(line)));
  expect(lines[0]).toEqual({ progress: 0 });
  expect(lines.at(-1)).toEqual({ result: plain });
});

test("what cannot be run is refused by the name of the field", async () => {
  const days = (n: number) => new Date(Date.now() - n * DAY_MS).toISOString();
  const refused = async (body: unknown, options = {}) => refusal(await ask(body, options));

  expect(await refused({ policy, ...window, from: days(60) })).toEqual({
    status: 422,
    code: "UNPROCESSABLE",
    fields: ["from"],
  });
  expect(await refused({ policy, from: window.to, to: window.from })).toMatchObject({ status: 422, fields: ["to"] });
  expect(await refused({ policy: { ...policy, primary: "b" }, ...window })).toMatchObject({
    status: 422,
    fields: ["policy.fallbacks.0"],
  });
  expect(await refused({ policy, ...window }, { tier: "other" })).toMatchObject({
    status: 422,
    fields: ["policy.tier"],
  });
  expect(await refused({ policy, from: "yesterday", to: window.to })).toMatchObject({ status: 422, fields: ["from"] });
});

test("who leaves cancels it, and the next is answered", async () => {
  const leaving = new AbortController();
  const left = ask({ policy, ...window }, { signal: leaving.signal });
  leaving.abort();

  expect(await refusal(await left)).toMatchObject({ status: 409, code: "CONFLICT" });
  expect((await ask({ policy, ...window })).status).toBe(200);
});

test("who stops reading lines cancels it too", async () => {
  const response = await ask({ policy, ...window }, { headers: { accept: "application/x-ndjson" } });
  await response.body?.cancel();

  expect((await ask({ policy, ...window })).status).toBe(200);
});
