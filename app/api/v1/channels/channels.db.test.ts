import { expect, test } from "vitest";
import { openSecrets } from "@/app/_server/alerts/channel-secrets";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { createdChannelSchema } from "@/lib/contract/channels";
import { errorBodySchema } from "@/lib/contract/error";
import { getEnv } from "@/lib/env";
import * as one from "./[id]/route";
import * as all from "./route";

const database = testDatabase();
givenServer(database);

async function request(method: string, body: object, version?: number) {
  const { key } = await createKey(database.db, {
    ...{ key: { name: "alerts", scopes: ["alerts:write"] }, actor: "test", now: new Date() },
  });
  return new Request("http://localhost/api/v1/channels", {
    method,
    headers: {
      ...{ authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(version !== undefined && { "if-match": `"${version}"` }),
    },
    body: JSON.stringify(body),
  });
}

async function add(body: object) {
  const response = await all.POST(await request("POST", body), { params: Promise.resolve({}) });
  return createdChannelSchema.parse(await response.json());
}
const change = async ({ id, version }: { id: number; version: number }, body: object) =>
  one.PATCH(await request("PATCH", body, version), { params: Promise.resolve({ id: String(id) }) });

async function secretsOf(id: number) {
  const [row] = await database.sql<{ sealed: string }[]>`select sealed from alert_channel where id = ${id}`;
  return openSecrets(row?.sealed ?? null, getEnv().secret);
}

test("PagerDuty's key follows its channel to no other host", async () => {
  const [first, second] = ["k".repeat(32), "n".repeat(32)];
  const body = { kind: "pagerduty", name: "Pager", url: "https://1.1.1.1/v2/enqueue", routing_key: first };
  const pager = await add(body);

  const refused = await change(pager, { url: "https://8.8.8.8/v2/enqueue" });
  expect(refused.status).toBe(422);
  expect(errorBodySchema.parse(await refused.json()).error.fields).toEqual({ routing_key: [expect.any(String)] });
  expect(await secretsOf(pager.id)).toEqual({ url: body.url, routing: first });

  const moved = createdChannelSchema.parse(await (await change(pager, { url: "https://1.1.1.1/v3" })).json());
  expect(await secretsOf(pager.id)).toEqual({ url: "https://1.1.1.1/v3", routing: first });
  await change(moved, { url: "https://8.8.8.8/v3", routing_key: second });
  expect(await secretsOf(pager.id)).toEqual({ url: "https://8.8.8.8/v3", routing: second });
});

test("a webhook that leads to another host signs with a new secret, which is shown once", async () => {
  const hook = await add({ kind: "webhook", name: "Hook", url: "https://1.1.1.1/hook" });
  const moved = createdChannelSchema.parse(await (await change(hook, { url: "https://1.1.1.1/other" })).json());
  expect(moved.signing_secret).toBeNull();
  expect((await secretsOf(hook.id)).signing).toBe(hook.signing_secret);

  const elsewhere = createdChannelSchema.parse(await (await change(moved, { url: "https://8.8.8.8/other" })).json());
  expect(elsewhere.signing_secret).toMatch(/^whsec_/);
  expect(elsewhere.signing_secret).not.toBe(hook.signing_secret);
  expect((await secretsOf(hook.id)).signing).toBe(elsewhere.signing_secret);
});
