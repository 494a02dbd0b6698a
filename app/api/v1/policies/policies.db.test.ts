import { createPublicKey, verify } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { revokeKey } from "@/db/keys/revoke-key";
import { getBundle } from "@/db/policies/get-bundle";
import { policyBundle } from "@/db/schema/policies";
import { testDatabase } from "@/db/testing";
import { errorBodySchema } from "@/lib/contract/error";
import type { Scope } from "@/lib/contract/keys";
import { policyBundleSchema, policyVersionsSchema, publishedPolicySchema } from "@/lib/contract/policy";
import { publishedSigningKeysSchema, SIGNATURE_HEADER, signatureEventSchema } from "@/lib/contract/signing-keys";
import * as aliasesRoute from "../aliases/route";
import * as failoversRoute from "../failovers/route";
import * as decisionRoute from "../route/route";
import * as rollbackRoute from "./[tier]/rollback/route";
import * as tierRoute from "./[tier]/route";
import * as versionsRoute from "./[tier]/versions/route";
import * as keysRoute from "./keys/route";
import * as bundleRoute from "./route";
import * as streamRoute from "./stream/route";

const database = testDatabase();
givenServer(database);
const keys: Record<string, string> = {};

beforeAll(async () => {
  const { db } = database;
  const scopes: Record<string, Scope[]> = {
    router: ["policies:read"],
    publisher: ["policies:read", "policies:write"],
    logs: ["logs:write"],
  };
  for (const [name, granted] of Object.entries(scopes)) {
    const created = await createKey(db, { key: { name, scopes: granted }, actor: "test", now: new Date() });
    keys[name] = created.key;
  }
});

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Call = { as?: string; path?: string; tier?: string; body?: unknown; headers?: Record<string, string> };

function call(
  handler: Handler,
  { as = "publisher", path = "x", tier = "", body, headers = {} }: Call = {},
): Promise<Response> {
  const request = new Request(`http://localhost/api/v1/${path}`, {
    headers: { authorization: `Bearer ${keys[as]}`, "content-type": "application/json", ...headers },
    ...(body !== undefined && { method: "PUT", body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return handler(request, { params: Promise.resolve({ tier }) });
}
const ifMatch = (version: number) => ({ "if-match": `"${version}"` });
const policyOf = (tier: string, more: object = {}) => ({
  tier,
  primary: "deepseek-v4-flash",
  fallbacks: ["qwen3-32b"],
  ...more,
});
const publish = (tier: string, version: number, more: object = {}) =>
  call(tierRoute.PUT, { tier, body: policyOf(tier, more), headers: ifMatch(version) });
async function refusal(response: Response) {
  return { status: response.status, ...errorBodySchema.parse(await response.json()).error };
}

test("a new tier is published on version 0 and read back the same everywhere", async () => {
  const created = await publish("standard", 0, { comment: "First" });

  expect([created.status, created.headers.get("etag")]).toEqual([201, '"1"']);
  const stored = publishedPolicySchema.parse(await created.json());
  expect(stored).toMatchObject({ version: 1, published_by: "key:publisher", comment: "First", timeout_ms: 10_000 });

  const read = await call(tierRoute.GET, { as: "router", tier: "standard" });
  expect([await read.json(), read.headers.get("etag")]).toEqual([stored, '"1"']);
  const { versions } = policyVersionsSchema.parse(await (await call(versionsRoute.GET, { tier: "standard" })).json());
  expect(versions).toEqual([stored]);
});

test("a publish without If-Match is 428, on an old version 412, with bad fields 422 before either", async () => {
  await publish("guarded", 0);

  expect(await refusal(await call(tierRoute.PUT, { tier: "guarded", body: policyOf("guarded") }))).toMatchObject({
    status: 428,
    code: "PRECONDITION_REQUIRED",
  });
  expect(await refusal(await publish("guarded", 0))).toMatchObject({ status: 412, code: "PRECONDITION_FAILED" });
  const invalid = await refusal(await publish("guarded", 0, { failover: { max_error_rate: 2 }, regions: { eu: {} } }));
  expect(invalid).toMatchObject({ status: 422, code: "UNPROCESSABLE" });
  expect(Object.keys(invalid.fields ?? {}).sort()).toEqual(["failover.max_error_rate", "regions.eu.primary"]);
});

test("the tier of the body must be the tier of the path", async () => {
  const response = await call(tierRoute.PUT, { tier: "a", body: policyOf("b"), headers: ifMatch(0) });

  expect(await refusal(response)).toMatchObject({ status: 422, fields: { tier: ["Must be a, as in the path"] } });
});

test("reading needs policies:read, publishing policies:write", async () => {
  expect((await call(bundleRoute.GET, { as: "logs" })).status).toBe(403);
  const body = policyOf("forbidden");
  expect((await call(tierRoute.PUT, { as: "router", tier: "forbidden", body, headers: ifMatch(0) })).status).toBe(403);
  expect((await call(bundleRoute.GET, { headers: { authorization: "Bearer nobody" } })).status).toBe(401);
});

test("a tier without a policy is 404 wherever it is asked for", async () => {
  const handlers = [
    tierRoute.GET,
    versionsRoute.GET,
    (request: Request, context: { params: Promise<unknown> }) => decisionRoute.GET(request, context),
  ];
  for (const handler of handlers) {
    expect((await call(handler, { tier: "nowhere", path: "route?tier=nowhere" })).status).toBe(404);
  }
});

test("a router polls with the bundle's ETag and hears 304 until someone publishes", async () => {
  await publish("polled", 0);
  const first = await call(bundleRoute.GET, { as: "router" });
  const etag = first.headers.get("etag") ?? "";
  expect(policyBundleSchema.parse(await first.clone().json()).tiers).toHaveProperty("polled");
  expect(etag).toMatch(/^"\d+-[0-9a-f]{16}"$/);

  const poll = () => call(bundleRoute.GET, { as: "router", headers: { "if-none-match": etag } });
  const unchanged = await poll();
  expect([unchanged.status, await unchanged.text(), unchanged.headers.get("etag")]).toEqual([304, "", etag]);
  expect(await (await call(bundleRoute.GET)).text()).toBe(await first.text());

  await publish("polled", 1, { timeout_ms: 5_000 });
  expect((await poll()).status).toBe(200);
});

test("a bundle is signed: anybody who knows the published keys can tell it from any other bytes", async () => {
  const { keys: published } = publishedSigningKeysSchema.parse(
    await (await call(keysRoute.GET, { as: "router" })).json(),
  );
  const response = await call(bundleRoute.GET, { as: "router" });
  const bytes = Buffer.from(await response.arrayBuffer());
  const [, id, signature = ""] =
    /^key_id=([0-9a-f]{16}); ed25519=(\S+)$/.exec(response.headers.get(SIGNATURE_HEADER) ?? "") ?? [];
  const found = published.find((key) => key.id === id);
  expect(found).toMatchObject({ algorithm: "Ed25519", current: true });

  const x = Buffer.from(found?.public_key ?? "", "base64").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  expect(verify(null, bytes, key, Buffer.from(signature, "base64"))).toBe(true);
  const forged = Buffer.from(bytes.toString().replace('"aliases"', '"Aliases"'));
  expect(verify(null, forged, key, Buffer.from(signature, "base64"))).toBe(false);
});

test("a publish is in the next answer, however many ask meanwhile", async () => {
  await publish("asked", 0);
  for (let version = 1; version <= 5; version++) {
    const polling = Array.from({ length: 50 }, () => call(bundleRoute.GET, { as: "router" }));
    await publish("asked", version, { timeout_ms: 1_000 + version });
    const { tiers } = policyBundleSchema.parse(await (await call(bundleRoute.GET, { as: "router" })).json());
    expect(tiers.asked?.timeout_ms).toBe(1_000 + version);
    await Promise.all(polling);
  }
});

test("a rollback publishes the old version anew", async () => {
  await publish("rolled", 0);
  await publish("rolled", 1, { primary: "glm-5" });

  const response = await call(rollbackRoute.POST, { tier: "rolled", body: { version: 1 }, headers: ifMatch(2) });

  expect([response.status, response.headers.get("etag")]).toEqual([201, '"3"']);
  expect(await response.json()).toMatchObject({ version: 3, primary: "deepseek-v4-flash" });
});

test("the alias table is edited under the same manners, and served with the bundle", async () => {
  const before = await call(aliasesRoute.GET);
  const etag = before.headers.get("etag") ?? "";
  const aliases = { "Some/Model": "glm-5" };

  expect((await call(aliasesRoute.PUT, { body: { aliases } })).status).toBe(428);
  expect((await call(aliasesRoute.PUT, { body: { aliases: { a: 1 } }, headers: { "if-match": etag } })).status).toBe(
    422,
  );
  const stored = await call(aliasesRoute.PUT, { body: { aliases }, headers: { "if-match": etag } });
  expect([stored.status, (await stored.json()).aliases]).toEqual([201, aliases]);
  expect((await call(aliasesRoute.PUT, { body: { aliases }, headers: { "if-match": etag } })).status).toBe(412);
  expect((await (await call(bundleRoute.GET)).json()).aliases).toEqual(aliases);
});

test("a decision has the contract's shape, and says which parameter is wrong", async () => {
  await publish("decided", 0);

  const decision = await call(decisionRoute.GET, {
    as: "router",
    path: "route?tier=decided&region=us-east-1&request_id=r",
  });
  expect(await decision.json()).toMatchObject({ model: "deepseek-v4-flash", role: "primary", policy_version: 1 });
  expect(await refusal(await call(decisionRoute.GET, { path: "route?region=x" }))).toMatchObject({
    status: 400,
    fields: { tier: expect.any(Array) },
  });
});

test("failovers answer with a list, empty or not, for any window", async () => {
  expect(await (await call(failoversRoute.GET, { path: "failovers?window=7d&tier=decided" })).json()).toEqual({
    failovers: [],
    next_cursor: null,
  });
  expect((await call(failoversRoute.GET, { path: "failovers?window=9h" })).status).toBe(400);
});

describe("the stream", () => {
  async function* eventsOf(response: Response, wanted = "bundle") {
    const decoder = new TextDecoder();
    let buffered = "";
    for await (const chunk of response.body ?? []) {
      buffered += decoder.decode(chunk, { stream: true });
      const messages = buffered.split("\n\n");
      buffered = messages.pop() ?? "";
      for (const message of messages) {
        const fields = Object.fromEntries(message.split("\n").map((line) => line.split(/: (.*)/s, 2)));
        if (fields.event === wanted) yield fields;
      }
    }
  }

  test("tells the bundle in force, then each new one, each with its version and digest as id", async () => {
    const response = await call(streamRoute.GET, { as: "router" });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const events = eventsOf(response);

    const { value: current } = await events.next();
    await publish("streamed", 0);
    const { value: next } = await events.next();

    expect(next).toMatchObject({ event: "bundle", id: expect.stringMatching(/^\d+-[0-9a-f]{16}$/) });
    expect(Number.parseInt(next?.id ?? "", 10)).toBe(Number.parseInt(current?.id ?? "", 10) + 1);
    expect(policyBundleSchema.parse(JSON.parse(next?.data ?? "")).tiers).toHaveProperty("streamed");
    await events.return();
  });

  test("does not repeat to a router what it has seen", async () => {
    const { version } = policyBundleSchema.parse(await (await call(bundleRoute.GET)).json());
    const events = eventsOf(await call(streamRoute.GET, { headers: { "last-event-id": String(version) } }));

    const next = events.next();
    await publish("resumed", 0);

    expect((await next).value?.id).toMatch(new RegExp(`^${version + 1}-`));
    await events.return();
  });

  test("signs each bundle in the event before it, as the header of the same bundle does", async () => {
    const signatures = eventsOf(await call(streamRoute.GET, { as: "router" }), "signature");
    const { value } = await signatures.next();
    const event = signatureEventSchema.parse(JSON.parse(value?.data ?? ""));

    const bundle = await call(bundleRoute.GET);
    expect(bundle.headers.get(SIGNATURE_HEADER)).toBe(`key_id=${event.key_id}; ed25519=${event.signature}`);
    expect(event.version).toBe((await bundle.json()).version);
    await signatures.return();
  });

  test("ends at the first publish after its key was revoked, and does not tell it", async () => {
    const { db } = database;
    const key = await createKey(db, {
      key: { name: "leaving", scopes: ["policies:read"] },
      actor: "test",
      now: new Date(),
    });
    const response = await call(streamRoute.GET, { headers: { authorization: `Bearer ${key.key}` } });
    const other = eventsOf(await call(streamRoute.GET, { as: "router" }));
    const events = eventsOf(response);
    expect((await events.next()).done).toBe(false);
    await other.next();

    // As another replica would: this one keeps the key as good for some seconds more.
    await revokeKey(db, { id: key.id, actor: "test", now: new Date() });
    await publish("after-the-end", 0);

    expect((await other.next()).value?.data).toContain("after-the-end");
    expect((await events.next()).done).toBe(true);
    await other.return();
  });

  test("finds by itself what no notice told of", async () => {
    const { version, body } = await getBundle(database.db);
    const events = eventsOf(await call(streamRoute.GET, { headers: { "last-event-id": String(version) } }));
    const next = events.next();

    const changed = { ...JSON.parse(body), version: version + 1 };
    await database.db.insert(policyBundle).values({
      version: version + 1,
      body: JSON.stringify(changed),
      etag: `"${version + 1}-silent"`,
      publishedAt: new Date(),
    });

    expect((await next).value?.id).toMatch(new RegExp(`^${version + 1}-`));
    await events.return();
  });
});
