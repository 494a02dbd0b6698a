import { expect, test } from "vitest";
import { parseProviderOptions } from "./provider-options";

const parse = (...args: string[]) => parseProviderOptions(args, (name) => `key of ${name}`);

test("reads what is given, and has an address and a seed without", () => {
  expect(parse()).toMatchObject({ port: 4010, host: "127.0.0.1", seed: 1, timeScale: 1, apiKey: null, adminKey: null });
  expect(parse("--port", "0", "--time-scale", "0.01", "--concurrency=3", "--admin-key-env", "K")).toMatchObject({
    ...{ port: 0, timeScale: 0.01, adminKey: "key of K" },
    limits: { concurrency: 3, requests_per_minute: null },
  });
  expect(parse("--help")).toBeNull();
});

test.each([
  ["--port", "x"],
  ["--port", "70000"],
  ["--seed", "1.5"],
  ["--time-scale", "0"],
  ["--concurrency", ""],
  ["--nonsense"],
  ["file"],
])("refuses %s %s", (...args) => {
  expect(() => parse(...args)).toThrow(args[0]);
});
