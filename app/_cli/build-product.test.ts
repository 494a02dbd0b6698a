import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";

const run = vi.hoisted(() => ({ env: [] as (string | undefined)[] }));
vi.mock("node:child_process", () => ({
  spawn: () => {
    run.env.push(process.env.NEXT_TELEMETRY_DISABLED, process.env.NODE_ENV);
    const child = new EventEmitter();
    setImmediate(() => child.emit("exit", 1));
    return child;
  },
}));

test("Next builds for production with its telemetry off, and a build that fails is said to have", async () => {
  vi.stubEnv("NEXT_TELEMETRY_DISABLED", undefined);
  vi.stubEnv("NODE_ENV", "test");
  const { buildProduct } = await import("./build-product");

  expect(await buildProduct()).toBe(false);
  expect(run.env).toEqual(["1", "production"]);
  vi.unstubAllEnvs();
});

test("no command runs Next by itself, which would switch its telemetry on", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));

  expect(Object.values(scripts).filter((script) => /\bnext\b/.test(String(script)))).toEqual([]);
});
