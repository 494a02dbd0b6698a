import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { answerScript } from "./brotli-scripts";
import { compressScripts } from "./compress-scripts";

const folder = mkdtempSync(join(tmpdir(), "scripts-"));
const script = "export const answer = 42;\n".repeat(50);
writeFileSync(join(folder, "abc-1.js"), script);
writeFileSync(join(folder, "bare.js"), script);

const server = createServer(async (request, response) => {
  if (!(await answerScript(request, response, folder))) response.writeHead(404).end("left to the next one");
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const ask = (path: string, encoding: string) => fetch(`${origin}${path}`, { headers: { "accept-encoding": encoding } });

test("a browser that takes Brotli gets the smaller copy, whole", async () => {
  expect(await compressScripts(folder)).toBe(2);

  const answer = await ask("/_next/static/chunks/abc-1.js?v=1", "gzip, br");

  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-encoding")).toBe("br");
  expect(Number(answer.headers.get("content-length"))).toBeLessThan(script.length);
  expect(await answer.text()).toBe(script);
});

test.each([
  ["/_next/static/chunks/abc-1.js", "gzip"],
  ["/_next/static/chunks/abc-1.js", "br;q=0"],
  ["/_next/static/chunks/unknown.js", "br"],
  ["/_next/static/chunks/..%2fabc-1.js", "br"],
  ["/_next/static/other/abc-1.js", "br"],
])("%s with %s is left to the next one", async (path, encoding) => {
  expect((await ask(path, encoding)).status).toBe(404);
});
