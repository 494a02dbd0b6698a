import path from "node:path";
import { defineConfig } from "@playwright/test";
import { browserLaunch } from "./browser";
import { BASE_URL } from "./server-settings";

const root = path.join(import.meta.dirname, "..");
const cache = path.join(root, ".cache");

/** Begun before the others: what they send into the same hours would be counted again only after minutes. */
const FIRST = ["detections.spec.ts"];
const LATER = [
  "clients.spec.ts",
  "tracing-clients.spec.ts",
  "snippets.spec.ts",
  "routers.spec.ts",
  "fuzz.spec.ts",
  "delivery.spec.ts",
  "crash.spec.ts",
  "alert-delivery.spec.ts",
];

export default defineConfig({
  testDir: ".",
  outputDir: path.join(cache, "playwright"),
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 150_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    baseURL: BASE_URL,
    ...(await browserLaunch(path.join(cache, "browser"), process.env)),
    trace: "retain-on-failure",
    locale: "en-GB",
    timezoneId: "UTC",
  },
  projects: [
    { name: "setup", testMatch: "*.setup.ts" },
    { name: "detections", testMatch: FIRST, dependencies: ["setup"] },
    { name: "e2e", testMatch: "*.spec.ts", testIgnore: [...FIRST, ...LATER], dependencies: ["setup"] },
    // After the screens, whose tables would have hundreds of rows by what these send.
    {
      name: "senders",
      testMatch: ["clients.spec.ts", "tracing-clients.spec.ts", "snippets.spec.ts", "routers.spec.ts", "fuzz.spec.ts"],
      dependencies: ["detections", "e2e"],
    },
    // One after the other and last: they start servers of their own, which would slow the others down.
    { name: "delivery", testMatch: "delivery.spec.ts", dependencies: ["senders"] },
    {
      name: "crash",
      testMatch: ["crash.spec.ts", "alert-delivery.spec.ts"],
      fullyParallel: false,
      dependencies: ["delivery"],
    },
  ],
  webServer: {
    command: "npx tsx e2e/server.ts",
    cwd: root,
    url: `${BASE_URL}/api/health/ready`,
    timeout: 120_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    reuseExistingServer: false,
    stdout: "ignore",
    stderr: "pipe",
  },
});
