import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { OPERATIONS } from "@/lib/contract/operations";

test("the interface description names exactly the operations that have a route", () => {
  const described = OPERATIONS.map(({ method, path }) => `${method} ${path}`).sort();

  expect(described).toEqual(routesOnDisk());
});

function routesOnDisk(): string[] {
  return listRoutes()
    .flatMap((file) => {
      const path = `/${file.slice(0, -"/route.ts".length).slice("app/".length)}`.replaceAll(/\[(\w+)\]/g, "{$1}");
      const methods = readFileSync(file, "utf8").matchAll(
        /^export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/gm,
      );
      return [...methods].map(([, method = ""]) => `${method.toLowerCase()} ${path}`);
    })
    .sort();
}

// Sign-in belongs to better-auth, and the catch-all only says that nothing is there.
const listRoutes = () =>
  readdirSync("app/api", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("/route.ts") && !file.includes("[..."))
    .map((file) => `app/api/${file}`);
