import { beforeAll, expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { failoversSchema } from "@/lib/contract/failovers";
import { heartbeatReplySchema, routersSchema } from "@/lib/contract/routers";
import * as failoversRoute from "../failovers/route";
import * as heartbeatRoute from "./heartbeat/route";
import * as routersRoute from "./route";

const database = testDatabase();
givenServer(database);
let key = "";

beforeAll(async () => {
  const { db } = database;
  const scopes = ["policies:read"] as const;
  key = (await createKey(db, { key: { name: "routers", scopes: [...scopes] }, actor: "test", now: new Date() })).key;
});

const context = { params: Promise.resolve({}) };
const headers = () => ({ authorization: `Bearer ${key}`, "content-type": "application/json" });
const sendHeartbeat = (body: object) =>
  heartbeatRoute.POST(
    new Request("http://localhost/api/v1/routers/heartbeat", {
      method: "POST",
      headers: headers(),
      body: JSON.stringify(body),
    }),
    context,
  );
const get = (handler: typeof routersRoute.GET, path: string) =>
  handler(new Request(`http://localhost/api/v1/${path}`, { headers: headers() }), context);

const transition = {
  at: new Date(Date.now() - 5_000).toISOString(),
  tier: "standard",
  region: "eu",
  model: "a",
  from: "closed",
  to: "open",
  reason: "error_rate",
  n: 50,
  failures: 5,
  value: 0.1,
  threshold: 0.005,
  bundle_version: 1,
};

test("a report is answered with the version in force, and shown with the key that brought it", async () => {
  const response = await sendHeartbeat({
    router: "edge-1",
    client: "test/1",
    bundle_version: 0,
    transitions: [transition],
  });

  expect([response.status, heartbeatReplySchema.parse(await response.json())]).toEqual([
    200,
    { bundle_version: 0, bundle_digest: expect.stringMatching(/^[0-9a-f]{16}$/) },
  ]);
  const { routers } = routersSchema.parse(await (await get(routersRoute.GET, "routers")).json());
  expect(routers).toMatchObject([{ router: "edge-1", key_name: "routers", client: "test/1", state: "current" }]);
  const { bundle_version: _, ...judged } = transition;
  const listed = await get(failoversRoute.GET, "failovers?window=1h&source=router");
  expect(failoversSchema.parse(await listed.json()).failovers).toEqual([
    { ...judged, id: expect.any(Number), policy_version: 0, source: "router", router: "edge-1" },
  ]);
  const own = await get(failoversRoute.GET, "failovers?window=1h&source=attempt&source=decision");
  expect(failoversSchema.parse(await own.json()).failovers).toEqual([]);
});

test.each([
  ["router", { router: "" }],
  ["bundle_version", { bundle_version: -1 }],
  ["bundle_digest", { bundle_digest: "12-0123456789abcdef" }],
  ["interval_seconds", { interval_seconds: 0 }],
  ["transitions.0.at", { transitions: [{ ...transition, at: "0000-01-01T00:00:00Z" }] }],
  ["transitions.0.n", { transitions: [{ ...transition, n: 2 ** 31 }] }],
  ["transitions.0.bundle_version", { transitions: [{ ...transition, bundle_version: 2 ** 40 }] }],
  ["breakers.0.state", { breakers: [{ tier: "a", region: "b", model: "c", state: "ajar" }] }],
])("a wrong %s is named", async (field, change) => {
  const response = await sendHeartbeat({ router: "wrong", bundle_version: 0, ...change });

  expect(response.status).toBe(400);
  expect(Object.keys((await response.json()).error.fields)).toEqual([field]);
});

test("a router in a loop is told when to come back, another is not held up", async () => {
  const answers = await Promise.all(
    Array.from({ length: 15 }, () => sendHeartbeat({ router: "hasty", bundle_version: 0 })),
  );

  const statuses = answers.map(({ status }) => status);
  expect([statuses.filter((status) => status === 200).length, new Set(statuses)]).toEqual([10, new Set([200, 429])]);
  expect(answers.find(({ status }) => status === 429)?.headers.get("retry-after")).toBe("1");
  expect((await sendHeartbeat({ router: "calm", bundle_version: 0 })).status).toBe(200);
});
