import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listAccessEvents } from "@/db/audit/list-access-events";
import { nameCaller } from "@/db/readers/caller-context";
import { testDatabase } from "@/db/testing";
import { followCaller } from "./follow-caller";
import { flushAccess, noteAccess } from "./note-access";
import { givenServer } from "./testing/given-server";
import { watchRefusals } from "./watch-refusals";

const database = testDatabase();
givenServer(database);

const server = createServer((request, response) =>
  followCaller(response, () => {
    request.headers["x-switchyard-client-address"] = "2001:db8::9";
    watchRefusals(request, response);
    const url = new URL(request.url ?? "/", "http://localhost");
    const who = url.searchParams.get("who");
    if (who) nameCaller({ id: "1", name: who, scopes: [] });
    response.writeHead(Number(url.searchParams.get("status"))).end();
  }),
);
const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void server.close());

test("whatever answers 401, 403 or 429, who was turned away is on record with address and program, counted by the minute", async () => {
  const ask = (path: string) => fetch(`${origin()}${path}`, { headers: { "user-agent": "prober/2" } });
  for (let n = 0; n < 20; n += 1) await ask("/api/v1/people?status=401");
  await ask("/access?status=403&who=ada@example.com");
  await ask("/api/v1/routers/heartbeat?status=429&who=key:eu-1");
  await ask("/api/v1/people?status=200&who=ada@example.com");
  await flushAccess();

  const rows = await listAccessEvents(database.db, { limit: 100 });
  const of = (event: string) => rows.filter((row) => row.event === event);
  expect(of("unauthenticated").reduce((sum, { count }) => sum + count, 0)).toBe(20);
  expect(of("unauthenticated").length).toBeLessThanOrEqual(2);
  const from = { address: "2001:db8::9", agent: "prober/2" };
  expect(of("forbidden")).toMatchObject([{ who: "ada@example.com", path: "GET /access", ...from }]);
  expect(of("rate_limited")).toMatchObject([{ who: "key:eu-1", ...from }]);
  expect(rows).toHaveLength(of("unauthenticated").length + 2);
});

test("a flood from many networks fills no table: what goes beyond a few hundred a minute is counted together", async () => {
  for (let n = 0; n < 5_000; n += 1) {
    const address = `10.1.${n >> 8}.${n & 255}`;
    noteAccess({ event: "sign_in_failed", who: `${n}@example.com`, network: address, address, agent: "x", path: "/" });
  }
  await flushAccess();

  const rows = (await listAccessEvents(database.db, { limit: 10_000 })).filter(
    ({ event }) => event === "sign_in_failed",
  );
  expect(rows.length).toBeLessThanOrEqual(2 * 301);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(5_000);
});
