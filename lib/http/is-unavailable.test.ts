import { expect, test } from "vitest";
import { isUnavailable } from "./is-unavailable";

const failed = (code: string) => Object.assign(new Error("failed"), { code });

test.each([
  ["53100", "disk full"],
  ["53200", "out of memory"],
  ["53300", "too many connections"],
  ["53400", "a configured limit"],
  ["57014", "a cancelled statement"],
  ["57P01", "admin shutdown"],
  ["57P02", "crash shutdown"],
  ["57P03", "starting up"],
  ["08006", "connection failure"],
  ["25006", "a standby"],
  ["CONNECTION_CLOSED", "the driver's own word"],
  ["ECONNREFUSED", "nobody listens"],
])("%s (%s) is the database's trouble, however deep it is wrapped", (code) => {
  expect(isUnavailable(failed(code))).toBe(true);
  expect(isUnavailable(new Error("Failed query", { cause: failed(code) }))).toBe(true);
  expect(isUnavailable(new AggregateError([failed("x"), failed(code)]))).toBe(true);
});

test.each(["23505", "23514", "22P02", "42P01", "42601", "XX000", "53", "0800"])(
  "%s is of the request or of a bug",
  (code) => {
    expect(isUnavailable(failed(code))).toBe(false);
  },
);

test("what is no error at all, or caused by itself, is no trouble of the database", () => {
  const own: { cause?: unknown } = {};
  own.cause = own;
  for (const error of [undefined, null, "53100", 53_100, new Error("plain"), own]) {
    expect(isUnavailable(error)).toBe(false);
  }
});
