import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { ApiError, isWorthRetrying, retryDelayMs } from "./api-error";
import { getJson } from "./get-json";
import { readOptions } from "./read-options";
import { send } from "./send";
import { spendCsvHref, spendOptions } from "./spend";

afterEach(() => vi.unstubAllGlobals());

function givenAnswer(response: Response) {
  const fetched = vi.fn(async (_path: string) => response);
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

test("equal questions have equal keys, whatever the order of filters and fields", () => {
  const key = readOptions("/api/v1/stats/models", { window: "24h", model: ["b", "a"], region: [] }).queryKey;
  expect(readOptions("/api/v1/stats/models", { model: ["a", "b"], by: undefined, window: "24h" }).queryKey).toEqual(
    key,
  );
  expect(readOptions("/api/v1/stats/models", { model: ["a"], window: "24h" }).queryKey).not.toEqual(key);
});

test("groups keep their order, and none at all is said", () => {
  expect(spendCsvHref({ group_by: ["model", "app"], tz: "Asia/Shanghai" })).toBe(
    "/api/v1/spend?format=csv&group_by=model%2Capp&tz=Asia%2FShanghai",
  );
  expect(spendOptions({ group_by: [] }).queryKey[2]).toBe("group_by=");
});

test("filters are repeated and the answer is parsed", async () => {
  const fetched = givenAnswer(Response.json({ n: 1, more: true }));
  expect(await getJson("/x", { model: ["a b", "c&d"], limit: 2 }, z.object({ n: z.number() }))).toEqual({ n: 1 });
  expect(fetched.mock.calls[0]?.[0]).toBe("/x?limit=2&model=a+b&model=c%26d");
  givenAnswer(Response.json({ n: "1" }));
  await expect(getJson("/x", {}, z.object({ n: z.number() }))).rejects.toThrow("expected number");
});

test("a refusal tells its code, fields and when to come back", async () => {
  const body = { error: { code: "RATE_LIMITED", message: "Slow down", fields: { window: ["too wide"] } } };
  givenAnswer(Response.json(body, { status: 429, headers: { "retry-after": "7" } }));
  await expect(getJson("/x", {}, z.any())).rejects.toMatchObject({
    code: "RATE_LIMITED",
    message: "Slow down",
    fields: { window: ["too wide"] },
    retryAfterSeconds: 7,
  });
});

test("what the server puts off is asked again for long, when it said, and not by all at once", () => {
  const busy = new ApiError("RATE_LIMITED", "Busy", { status: 429, retryAfterSeconds: 2 });
  const down = new ApiError("UNAVAILABLE", "Down", { status: 503, retryAfterSeconds: 5 });

  expect([isWorthRetrying(20, busy), isWorthRetrying(20, down), isWorthRetrying(1, down)]).toEqual([true, false, true]);
  expect([0, 1].map((share) => retryDelayMs(0, busy, () => share))).toEqual([2_000, 3_000]);
  expect([retryDelayMs(0, down), retryDelayMs(4, down), retryDelayMs(1, new Error("gone"))]).toEqual([
    5_000, 16_000, 2_000,
  ]);
});

test("an answer that is not ours is told by its status", async () => {
  givenAnswer(new Response("<html>Bad gateway</html>", { status: 502 }));
  const error: ApiError = await getJson("/x", {}, z.any()).catch((caught) => caught);
  expect([error.code, error.message, error.retryAfterSeconds]).toEqual([
    "UNAVAILABLE",
    "The server answered 502",
    null,
  ]);
  expect(isWorthRetrying(0, error)).toBe(true);
});

test("a question refused is not asked again", async () => {
  givenAnswer(Response.json({ error: { code: "INVALID", message: "No" } }, { status: 400 }));
  const error: ApiError = await getJson("/x", {}, z.any()).catch((caught) => caught);
  expect(isWorthRetrying(0, error)).toBe(false);
});

test("a declared question is asked at its address and its answer parsed by its operation", async () => {
  const fetched = givenAnswer(Response.json({ versions: [], more: true }));
  const client = new QueryClient();

  expect(await client.fetchQuery(readOptions("/api/v1/policies/{tier}/versions", { tier: "a/b" }))).toEqual({
    versions: [],
  });
  expect(fetched.mock.calls[0]?.[0]).toBe("/api/v1/policies/a%2Fb/versions");
});

test("a write goes out with its method and body, and one without a reply answers nothing", async () => {
  const fetched = givenAnswer(new Response(null, { status: 204 }));

  expect(await send("post", "/api/v1/account/confirm", {}, { password: "p" })).toBeUndefined();
  expect(fetched.mock.calls[0]).toEqual([
    "/api/v1/account/confirm",
    expect.objectContaining({ method: "POST", body: '{"password":"p"}' }),
  ]);
});

test("only what is declared compiles", () => {
  // @ts-expect-error There is no such read.
  expect(() => readOptions("/api/v1/spendings", {})).not.toThrow();
  // @ts-expect-error A distribution is of a metric.
  expect(() => readOptions("/api/v1/stats/distribution", {})).not.toThrow();
  // @ts-expect-error The path has a tier.
  expect(() => readOptions("/api/v1/policies/{tier}/versions", {})).not.toThrow();
  // @ts-expect-error There is no such window.
  expect(() => readOptions("/api/v1/stats/models", { window: "2h" })).not.toThrow();
});
