import { expect, test } from "vitest";
import { isOwnHaste, settleLimits } from "./call-limits";
import { readCall } from "./read-call";

const NONE = { firstTokenMs: null, idleMs: null, onBreak: null };

test.each([
  ["a first token that a caller would not wait for", { firstTokenMs: 1 }, "first_token_timeout", true],
  ["one that came later than anybody is given", { firstTokenMs: 20_000 }, "first_token_timeout", false],
  ["no limit of the caller's", {}, "first_token_timeout", false],
  ["a silence that a caller would not wait through", { idleMs: 1 }, "stream_idle", true],
  ["another failure", { idleMs: 1, firstTokenMs: 1 }, "http_500", false],
])("%s says of the upstream: nothing is %s %s %s", (_, own, errorCode, isOwn) => {
  expect(isOwnHaste({ ...NONE, ...own }, 10_000, errorCode)).toBe(isOwn);
  expect(settleLimits({ ...NONE, ...own }, 10_000).timeoutMs).toBe(10_000);
});

test("a body that could not be written out again is refused before anybody is asked", () => {
  const nested = (levels: number) => `{"model":"m","metadata":${"[".repeat(levels)}${"]".repeat(levels)}}`;

  expect(() => readCall("chat", nested(5_000), {})).toThrow("nested 200 levels deep");
  expect(readCall("chat", nested(100), {}).model).toBe("m");
});
