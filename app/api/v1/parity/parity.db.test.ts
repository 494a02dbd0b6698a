import { beforeAll, expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { errorBodySchema } from "@/lib/contract/error";
import { parityReplySchema } from "@/lib/contract/parity";
import { DAY_US, HOUR_US } from "@/lib/domain/time/units";
import { POST } from "./route";

const database = testDatabase();
givenServer(database);
const keys: Record<string, string> = {};
const TODAY_US = Math.floor((Date.now() * 1_000) / DAY_US) * DAY_US;
const dayBefore = (days: number) => new Date((TODAY_US - days * DAY_US) / 1_000).toISOString().slice(0, 10);
const MODEL = "m-parity";

beforeAll(async () => {
  const { db, sql } = database;
  for (const [name, scope] of [
    ["reader", "metrics:read"],
    ["writer", "logs:write"],
  ] as const) {
    keys[name] = (await createKey(db, { key: { name, scopes: [scope] }, actor: "test", now: new Date() })).key;
  }
  // Three days ago 24 calls, two days ago 48, yesterday 24: in the last eight hours of each day half of them.
  const attempts = [24, 48, 24].flatMap((count, day) =>
    Array.from({ length: count }, (_, index) =>
      anAttempt({
        ...{ model: MODEL, provider: "acme", inputTokens: 1_000, cachedInputTokens: 600, outputTokens: 100 },
        startedAtUs: TODAY_US - (3 - day) * DAY_US + (index % 2 === 0 ? 4 : 20) * HOUR_US + index * 1_000_000,
        costPico: 2_000_000_000n,
      }),
    ),
  );
  const failed = anAttempt({
    ...{ model: MODEL, provider: "acme", outcome: "rate_limited", startedAtUs: TODAY_US - 3 * DAY_US + 1_000_000 },
    ...{
      inputTokens: null,
      outputTokens: null,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      usageSource: "missing",
    },
    costPico: 0n,
  });
  await givenAttempts(sql, [...attempts, failed]);
});

function ask(body: unknown, as = "reader"): Promise<Response> {
  const request = new Request("http://localhost/api/v1/parity", {
    method: "POST",
    headers: { authorization: `Bearer ${keys[as]}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return POST(request, { params: Promise.resolve({}) });
}

const compare = async (body: unknown) => parityReplySchema.parse(await (await ask(body)).json());
const total = (day: string, calls: number, change: object = {}) => ({
  ...{ day, model: MODEL, provider: "acme", calls, input_tokens: calls * 1_000, output_tokens: calls * 100 },
  ...{ cost_usd: String((calls * 2) / 1_000), repeated: null, ...change },
});

test("needs metrics:read, and refuses what is no comparison by name", async () => {
  expect((await ask({ totals: [total(dayBefore(1), 1)] }, "writer")).status).toBe(403);
  expect((await ask({ totals: [total(dayBefore(1), 1)] }, "nobody")).status).toBe(401);
  expect((await ask({ totals: [] })).status).toBe(400);
  const far = await ask({ totals: [total(dayBefore(1), 1), total("2020-01-01", 1)] });
  expect(far.status).toBe(422);
  expect(errorBodySchema.parse(await far.json()).error.message).toContain("400 days");
});

test("the same totals but for a failed call differ by that alone", async () => {
  const totals = [total(dayBefore(3), 24), total(dayBefore(2), 48), total(dayBefore(1), 24)];
  const { total: sum, days, call_rule, slot_minutes, offset_minutes } = await compare({ totals });
  expect({ call_rule, slot_minutes, offset_minutes }).toEqual({
    ...{ call_rule: "answered", slot_minutes: 30, offset_minutes: 0 },
  });
  expect(sum.parts).toEqual([{ reason: "call_rule", calls: 1, input_tokens: 0, output_tokens: 0, cost_usd: "0" }]);
  expect(sum.unexplained).toEqual({ calls: 0, input_tokens: 0, output_tokens: 0, cost_usd: "0" });
  expect(days.map(({ day, ours, theirs }) => [day, ours.calls, theirs.calls])).toEqual([
    [dayBefore(3), 25, 24],
    [dayBefore(2), 48, 48],
    [dayBefore(1), 24, 24],
  ]);
});

test("a report of LiteLLM in another zone, at another price and without the cache is explained, as a file's text", async () => {
  // UTC+08:00: the calls of 20:00 are of the next day.
  const counts = [
    [dayBefore(2), 36],
    [dayBefore(1), 36],
  ] as const;
  const results = counts.map(([date, calls]) => ({
    date,
    metrics: {},
    breakdown: {
      models: {
        [MODEL]: {
          metrics: {
            api_requests: calls,
            prompt_tokens: calls * 400,
            completion_tokens: calls * 100,
            spend: calls / 1_000,
          },
        },
      },
    },
  }));
  const { total: sum, offset_minutes } = await compare({
    ...{ source: "litellm", format: "json", text: JSON.stringify({ results, metadata: {} }) },
  });
  expect(offset_minutes).toBeGreaterThanOrEqual(4 * 60);
  expect(sum.parts.map(({ reason }) => reason)).toEqual(["time_zone", "cache_beside", "price"]);
  expect(sum.unexplained).toEqual({ calls: 0, input_tokens: 0, output_tokens: 0, cost_usd: "0" });
});

test("a file that holds no totals is refused in one sentence", async () => {
  const response = await ask({ source: "litellm", format: "csv", text: "a,b\n1,2\n" });
  expect(response.status).toBe(400);
  expect(errorBodySchema.parse(await response.json()).error.message).toContain("No row of the file");
});
