import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Endpoint } from "@/app/_server/implement";
import { OPERATIONS } from "@/lib/contract/operations";

test("the interface description names exactly the operations that have a route", () => {
  const described = OPERATIONS.map(({ method, path }) => `${method} ${path}`).sort();

  expect(described).toEqual(routesOnDisk().map(({ method, path }) => `${method} ${path}`));
});

test.each(routesOnDisk())("the route $method $path answers the operation of that address", async (on) => {
  const route: Record<string, Endpoint> = await import(/* @vite-ignore */ join(process.cwd(), on.file));

  const declared = OPERATIONS.find(({ method, path }) => method === on.method && path === on.path);
  expect(route[on.method.toUpperCase()]?.operation).toBe(declared);
});

test("an operation parses just the parameters that its path has, and none of them a second time in its query", () => {
  const keysOf = (schema: z.ZodType | undefined) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []);
  // Helicone's handler reads the word from the address itself.
  for (const { path, params, query } of OPERATIONS.filter((operation) => !operation.path.includes("/helicone/"))) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect([path, keysOf(params)]).toEqual([path, names]);
    expect(keysOf(query).filter((name) => names.includes(name))).toEqual([]);
  }
});

function routesOnDisk(): { file: string; method: string; path: string }[] {
  return listRoutes()
    .flatMap((file) => {
      const path = `/${file.slice(0, -"/route.ts".length).slice("app/".length)}`.replaceAll(/\[(\w+)\]/g, "{$1}");
      const methods = readFileSync(file, "utf8").matchAll(
        /^export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/gm,
      );
      return [...methods].map(([, method = ""]) => ({ file, method: method.toLowerCase(), path }));
    })
    .sort((a, b) => (`${a.method} ${a.path}` < `${b.method} ${b.path}` ? -1 : 1));
}

// Sign-in belongs to better-auth, and the catch-all only says that nothing is there.
function listRoutes(): string[] {
  return readdirSync("app/api", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("/route.ts") && !file.includes("[..."))
    .map((file) => `app/api/${file}`);
}
