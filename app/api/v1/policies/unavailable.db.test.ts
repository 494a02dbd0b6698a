import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { serveOn } from "@/app/_server/testing/serve-on";
import { createDatabase, type Database } from "@/db/client";
import { createKey } from "@/db/keys/create-key";
import { publishPolicyVersion } from "@/db/policies/publish-policy-version";
import { testDatabase } from "@/db/testing";
import { type FickleLink, openFickleLink } from "@/db/testing/fickle-link";
import { errorBodySchema } from "@/lib/contract/error";
import { policyBundleSchema, tierPolicySchema } from "@/lib/contract/policy";
import { log } from "@/lib/log";
import { GET as getBundle } from "./route";
import { GET as openStream } from "./stream/route";

// This replica reaches the database by a way that fails; whoever publishes reaches it directly, as another replica does.
const database = testDatabase();
const WITHIN = { timeout: 20_000, interval: 50 };
let link: FickleLink;
let own: Database;
let stop: () => Promise<void>;
let key = "";

beforeAll(async () => {
  log.level = "silent";
  link = await openFickleLink(database.url);
  own = createDatabase(link.url, { max: 4 });
  stop = await serveOn({ ...own, url: link.url }, { variables: { LOG_LEVEL: "silent" } });
  const scopes = ["policies:read"] as const;
  const created = await createKey(database.db, {
    key: { name: "router", scopes: [...scopes] },
    actor: "test",
    now: new Date(),
  });
  key = created.key;
});
afterAll(async () => {
  await stop();
  await own.end();
  await link.close();
});
beforeEach(() => link.mend());

let tiers = 0;
async function publishElsewhere(): Promise<string> {
  const tier = `tier-${++tiers}`;
  const policy = tierPolicySchema.parse({ tier, primary: "a" });
  await publishPolicyVersion(database.db, { policy, baseVersion: 0, publishedBy: "ada" });
  return tier;
}

function ask(handler: typeof getBundle, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request("http://localhost/api/v1/policies", {
    headers: { authorization: `Bearer ${key}`, ...headers },
  });
  return handler(request, { params: Promise.resolve({}) });
}

async function tiersServed(): Promise<string[] | null> {
  const response = await ask(getBundle);
  return response.status === 200 ? Object.keys(policyBundleSchema.parse(await response.json()).tiers) : null;
}

const COME_BACK = [503, "1", "UNAVAILABLE"];
async function refusalOf(response: Response) {
  const { code } = errorBodySchema.parse(await response.json()).error;
  return [response.status, response.headers.get("retry-after"), code];
}

/** A router that listens: what it has received, bundle by bundle, and whether it was sent away. */
async function listen(headers: Record<string, string> = {}) {
  const response = await ask(openStream, headers);
  const received = { text: "", isOver: false };
  const reader = response.body?.getReader();
  void (async () => {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      received.text += new TextDecoder().decode(next.value);
    }
    received.isOver = true;
  })();
  return {
    status: response.status,
    received,
    ids: () => [...received.text.matchAll(/^id: (\d+)-[0-9a-f]{16}$/gm)].map(([, id]) => Number(id)),
    leave: () => reader?.cancel(),
  };
}

test("a database that is gone: polls are told to come back, streams stay, and both have what they missed once it is back", async () => {
  const first = await publishElsewhere();
  const etag = (await ask(getBundle)).headers.get("etag") ?? "";
  const router = await listen();
  await expect.poll(router.ids, WITHIN).toHaveLength(1);
  const [known = 0] = router.ids();

  link.cut();
  const missed = await publishElsewhere();
  await expect.poll(async () => (await ask(getBundle)).status, WITHIN).toBe(503);
  expect(await refusalOf(await ask(getBundle))).toEqual(COME_BACK);
  expect(await refusalOf(await ask(getBundle, { "if-none-match": etag }))).toEqual(COME_BACK);
  expect([router.received.isOver, router.ids()]).toEqual([false, [known]]);

  link.mend();
  await expect.poll(router.ids, WITHIN).toEqual([known, known + 1]);
  await expect.poll(tiersServed, WITHIN).toEqual(expect.arrayContaining([first, missed]));
  const returned = await listen({ "last-event-id": String(known) });
  await expect.poll(returned.ids, WITHIN).toEqual([known + 1]);
  const upToDate = await listen({ "last-event-id": String(known + 1) });
  await expect.poll(() => upToDate.received.text).toBe("retry: 2000\n\n");

  // The connection that notices come by is there again too.
  await publishElsewhere();
  for (const one of [router, returned, upToDate]) {
    await expect.poll(() => one.ids().at(-1), WITHIN).toBe(known + 2);
    await one.leave();
  }
});

test("a way that swallows everything is no reason to serve an old bundle, and nothing is missed once it is mended", async () => {
  await publishElsewhere();
  const router = await listen();
  await expect.poll(router.ids, WITHIN).toHaveLength(1);
  const [known = 0] = router.ids();
  expect(await tiersServed()).not.toBeNull();

  link.hold();
  const missed = await publishElsewhere();
  expect(await refusalOf(await ask(getBundle))).toEqual(COME_BACK);
  expect(router.ids()).toEqual([known]);

  link.mend();
  await expect.poll(router.ids, WITHIN).toEqual([known, known + 1]);
  await expect.poll(tiersServed, WITHIN).toContain(missed);
  await router.leave();
});
