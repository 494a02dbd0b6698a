import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { type ApiError, isWorthRetrying } from "./api-error";
import { getJson } from "./get-json";
import { readOptions } from "./read-options";
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
