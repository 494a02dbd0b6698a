import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { createDatabase } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { changeUpstream } from "@/db/upstreams/change-upstream";
import { createUpstream } from "@/db/upstreams/create-upstream";
import { deleteUpstream } from "@/db/upstreams/delete-upstream";
import { newUpstreamSchema } from "@/lib/contract/upstreams";
import { storedKey } from "./upstream-key";
import { startUpstreamSource } from "./upstream-source";

const database = testDatabase();
const env = { secret: "s".repeat(32), upstreamKeys: {} };
const by = { actor: "ada@example.com", now: new Date("2026-03-19T00:00:00Z") };
const given = (name: string) => {
  const upstream = newUpstreamSchema.parse({
    ...{ name, shape: "openai", base_url: "https://1.1.1.1/v1", provider: "one", region: "eu", key: "sk-one" },
    models: [{ model: "glm-5", asked: "zai/glm-5" }],
  });
  return createUpstream(database.db, { upstream, key: storedKey(upstream, upstream.base_url, env), ...by });
};

async function within(ms: number, isSo: () => boolean) {
  const until = performance.now() + ms;
  while (!isSo()) {
    if (performance.now() > until) throw new Error(`Not within ${ms} ms`);
    await delay(5);
  }
}

test("every replica has a change within a second, also after its connection was lost, and what was deleted has no key", async () => {
  const replica = createDatabase(database.url, { max: 2 });
  const source = await startUpstreamSource(replica.db, replica.sql, env);
  const names = () => source.list().map(({ name }) => name);
  expect(names()).toEqual([]);

  const first = await given("first");
  await within(1_000, () => names().includes("first"));
  const [known] = source.list();
  expect(known).toEqual({
    ...{ id: first.id, name: "first", shape: "openai", baseUrl: "https://1.1.1.1/v1", provider: "one", region: "eu" },
    models: [{ model: "glm-5", asked: "zai/glm-5" }],
    ...{ maxConcurrency: null, requestsPerMinute: null, tokensPerMinute: null, isEnabled: true },
  });
  expect(known && source.keyOf(known)).toBe("sk-one");

  await database.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen%'`;
  await changeUpstream(database.db, {
    ...{ id: first.id, change: { is_enabled: false }, rekey: () => undefined, baseVersion: 1, ...by },
  });
  await within(5_000, () => source.list()[0]?.isEnabled === false);
  // A router that took its list before the change goes on with what it has.
  expect(known && source.keyOf(known)).toBe("sk-one");

  await deleteUpstream(database.db, { id: first.id, baseVersion: 2, ...by });
  await within(1_000, () => source.list().length === 0);
  expect(known && source.keyOf(known)).toBeNull();
  await source.stop();
  await replica.end();
});

test("a key that was encrypted under another secret is missing", async () => {
  await given("second");
  const source = await startUpstreamSource(database.db, database.sql, { ...env, secret: "t".repeat(32) });
  const [second] = source.list();
  expect(second?.name).toBe("second");
  expect(second && source.keyOf(second)).toBeNull();
  await source.stop();
});
