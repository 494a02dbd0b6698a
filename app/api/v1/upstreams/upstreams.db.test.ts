import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { errorBodySchema } from "@/lib/contract/error";
import { upstreamSchema, upstreamsSchema, upstreamTestSchema } from "@/lib/contract/upstreams";
import { startProvider } from "@/lib/simulated-provider/start-provider";
import * as one from "./[id]/route";
import * as tests from "./[id]/test/route";
import * as all from "./route";

const KEY = "sk-simulated-0123456789abcdef";
const database = testDatabase();
givenServer(database, {
  variables: {
    SWITCHYARD_UPSTREAM_NETWORKS: "127.0.0.1",
    SWITCHYARD_UPSTREAM_KEY_SIMULATED: `${KEY}\n`,
  },
});
let provider: Awaited<ReturnType<typeof startProvider>>;
let bearer = "";
beforeAll(async () => {
  provider = await startProvider({ apiKey: KEY });
  const key = { name: "upstreams", scopes: ["admin" as const, "metrics:read" as const] };
  bearer = (await createKey(database.db, { key, actor: "test", now: new Date() })).key;
});
afterAll(() => provider.close());

const params = (id: number) => ({ params: Promise.resolve({ id: String(id) }) });
function request(method: string, body?: object, version?: number) {
  return new Request("http://localhost/api/v1/upstreams", {
    method,
    headers: {
      ...{ authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      ...(version !== undefined && { "if-match": `"${version}"` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
}

const terms = (name: string, more: object = {}) => ({
  ...{ name, shape: "openai", base_url: `${provider.url}/v1`, provider: "simulated", region: "us-east-1" },
  models: [{ model: "deepseek-v4-flash", asked: "deepseek-v4-flash" }],
  ...more,
});
const post = async (body: object) => all.POST(request("POST", body), { params: Promise.resolve({}) });
const add = async (body: object) => upstreamSchema.parse(await (await post(body)).json());
const change = ({ id, version }: { id: number; version: number }, body: object) =>
  one.PATCH(request("PATCH", body, version), params(id));
const run = async ({ id }: { id: number }) =>
  upstreamTestSchema.parse(await (await tests.POST(request("POST"), params(id))).json());
const list = async () =>
  upstreamsSchema.parse(await (await all.GET(request("GET"), { params: Promise.resolve({}) })).json()).upstreams;
async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this kind.
  return (server.address() as AddressInfo).port;
}
const refusal = async (response: Response) => errorBodySchema.parse(await response.json()).error;

test("a key is written and never read back: not in answers, the table or the audit log", async () => {
  const added = await add(terms("Secret", { key: KEY }));
  expect(added).toMatchObject({ state: "in_rotation", key_state: "ready", key_hint: KEY.slice(-4), version: 1 });
  const changed = upstreamSchema.parse(await (await change(added, { key: `${KEY}-next` })).json());
  expect(changed.version).toBe(2);
  await one.DELETE(request("DELETE", undefined, 2), params(added.id));

  const audited = await database.sql`select row_to_json(audit_entry) as entry from audit_entry
    where action like ${"upstream.%"} order by id`;
  expect(audited.map(({ entry }) => [entry.action, entry.actor])).toEqual([
    ["upstream.create", "key:upstreams"],
    ["upstream.change", "key:upstreams"],
    ["upstream.delete", "key:upstreams"],
  ]);
  expect(JSON.stringify([added, changed, audited])).not.toContain(KEY);
});

test("of two editors the second is told what differs, and overwrites nothing", async () => {
  const added = await add(terms("Twice", { key: KEY }));
  expect((await change(added, { region: "eu-central-1" })).status).toBe(200);

  const refused = await change(added, { region: "ap-east-1", max_concurrency: 5 });
  expect(refused.status).toBe(412);
  expect((await refusal(refused)).fields).toEqual({
    region: ["Is eu-central-1 now"],
    max_concurrency: ["Is null now"],
  });
  const [row] = (await list()).filter(({ id }) => id === added.id);
  expect(row).toMatchObject({ region: "eu-central-1", max_concurrency: null, version: 2 });

  const again = upstreamSchema.parse(await (await change({ ...added, version: 2 }, { region: "eu-central-1" })).json());
  expect(again.version).toBe(2);
});

test("a key follows its upstream to no other host, whether stored or named", async () => {
  const stored = await add(terms("Moved", { key: KEY }));
  const named = await add(terms("Moved by name", { key_variable: "SWITCHYARD_UPSTREAM_KEY_SIMULATED" }));
  const base_url = "https://1.1.1.1/v1";
  const refused = await change(stored, { base_url });
  expect(refused.status).toBe(422);
  expect(Object.keys((await refusal(refused)).fields ?? {})).toEqual(["key"]);
  expect(Object.keys((await refusal(await change(named, { base_url }))).fields ?? {})).toEqual(["key_variable"]);

  // Not even where somebody moves it in the database itself.
  await database.sql`update upstream set base_url = ${base_url} where id = ${stored.id}`;
  const [row] = (await list()).filter(({ id }) => id === stored.id);
  expect(row).toMatchObject({ state: "key_missing", key_state: "unreadable" });
});

test("an upstream is out of rotation without a key, and says why", async () => {
  await add(terms("None"));
  await add(terms("Unset", { key_variable: "SWITCHYARD_UPSTREAM_KEY_UNSET" }));
  await add(terms("Off", { key: KEY, is_enabled: false }));
  const states = (await list()).map(({ name, state, key_state }) => [name, state, key_state]);
  expect(states).toEqual(
    expect.arrayContaining([
      ["None", "key_missing", "absent"],
      ["Unset", "key_missing", "unset"],
      ["Off", "off", "ready"],
    ]),
  );
});

test.each([
  ["a variable that is not for keys", { key_variable: "SWITCHYARD_SECRET" }, "key_variable"],
  ["a key and a variable", { key: KEY, key_variable: "SWITCHYARD_UPSTREAM_KEY_A" }, "key_variable"],
  ["a key that no header can have", { key: "two words" }, "key"],
  ["an internal address", { base_url: "http://169.254.169.254/v1" }, "base_url"],
  ["an address outside without TLS", { base_url: "http://1.1.1.1/v1" }, "base_url"],
  ["an endpoint instead of a base URL", { base_url: "https://1.1.1.1/v1/chat/completions" }, "base_url"],
  ["a model named twice", { models: ["a", "a"].map((model) => ({ model, asked: model })) }, "models"],
])("%s is refused at its field", async (_, body, field) => {
  const response = await post(terms("Refused", body));
  expect(response.status).toBe(422);
  expect(Object.keys((await refusal(response)).fields ?? {})).toEqual([field]);
});

test("a second upstream of the same name is a conflict", async () => {
  await add(terms("Same"));
  expect((await post(terms("Same"))).status).toBe(409);
});

test("a test says what came back, stays with the version that was tested, and is made ten times a minute at most", async () => {
  const right = await add(terms("Right", { key_variable: "SWITCHYARD_UPSTREAM_KEY_SIMULATED" }));
  expect((await run(right)).result).toBe("ok");
  expect((await list()).find(({ id }) => id === right.id)?.test?.result).toBe("ok");
  await change(right, { region: "eu-central-1" });
  expect((await list()).find(({ id }) => id === right.id)?.test).toBeNull();

  const messages = await add(terms("Messages", { shape: "anthropic", key: KEY }));
  expect((await run(messages)).result).toBe("ok");

  const wrong = await run(await add(terms("Wrong key", { key: "sk-wrong-0123456789abcdef" })));
  expect(wrong).toMatchObject({ result: "key_refused", message: "The key was refused (HTTP 401, invalid_api_key)" });

  const models = [{ model: "deepseek-v4-flash", asked: "no-such-model" }];
  const unknown = await run(await add(terms("Unknown", { key: KEY, models })));
  expect(unknown.message).toBe("It does not know no-such-model: correct the name that it is asked for");

  const closed = createServer();
  const port = await portOf(closed);
  await new Promise((resolve) => closed.close(resolve));
  const away = await run(await add(terms("Away", { key: KEY, base_url: `http://127.0.0.1:${port}/v1` })));
  expect(away.message).toBe("The address cannot be reached (ECONNREFUSED)");

  expect((await run(await add(terms("Keyless")))).result).toBe("key_missing");

  // What stands for a provider that lists its models to anybody, and for one that is over its limit.
  const server = createServer((sent, response) => {
    const isList = sent.method === "GET";
    const [status, body] = isList
      ? [200, { data: [{ id: "deepseek-v4-flash" }] }]
      : sent.headers.authorization === `Bearer ${KEY}`
        ? [429, { error: { code: "insufficient_quota", message: `Of ${KEY}` } }]
        : [401, { error: { code: "invalid_api_key" } }];
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const base_url = `http://127.0.0.1:${await portOf(server)}/v1`;
  expect((await run(await add(terms("Open list", { base_url, key: "sk-wrong" })))).result).toBe("key_refused");
  const limited = await run(await add(terms("Limited", { base_url, key: KEY })));
  expect(limited.message).toContain("(HTTP 429, insufficient_quota)");
  server.close();

  let last = await tests.POST(request("POST"), params(right.id));
  for (let n = 0; n < 30 && last.status === 200; n++) last = await tests.POST(request("POST"), params(right.id));
  expect(last.status).toBe(429);
  expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
});
