import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));
const shared = { root, resolve: { alias: { "@": root } } };
const exclude = ["node_modules/**", ".next/**", ".cache/**"];

export default defineConfig({
  root,
  cacheDir: ".cache/vitest",
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, "**/*.db.test.ts", "**/*.slow.test.ts"],
          testTimeout: 30_000,
          // Files share a process, since loading everything anew for each took two thirds of the time.
          isolate: false,
          unstubEnvs: true,
          unstubGlobals: true,
        },
      },
      {
        ...shared,
        test: { name: "slow", include: ["**/*.slow.test.ts"], exclude, testTimeout: 60_000 },
      },
      {
        ...shared,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude,
          globalSetup: ["db/testing/global.setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
