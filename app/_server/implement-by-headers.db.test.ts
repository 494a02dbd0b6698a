import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GET } from "@/app/api/v1/policies/route";
import { createKey } from "@/db/keys/create-key";
import { publishPolicyVersion } from "@/db/policies/publish-policy-version";
import { testDatabase } from "@/db/testing";
import type { Scope } from "@/lib/contract/keys";
import { tierPolicySchema } from "@/lib/contract/policy";
import { answerFastPath, openFastPaths } from "./answer-fast-path";
import { getRuntime } from "./runtime";
import { givenServer } from "./testing/given-server";

const database = testDatabase();
givenServer(database);
const keys: Record<string, string> = { unknown: "x".repeat(40) };
const server = createServer((request, response) => void answerFastPath(request, response));

beforeAll(async () => {
  const { db } = database;
  const scopes: Record<string, Scope[]> = { router: ["policies:read"], logs: ["logs:write"] };
  for (const [name, granted] of Object.entries(scopes)) {
    const key = await createKey(db, { key: { name, scopes: granted }, actor: "test", now: new Date() });
    keys[name] = key.key;
  }
  const policy = tierPolicySchema.parse({ tier: "standard", description: "größer ✓", primary: "a" });
  await publishPolicyVersion(db, { policy, baseVersion: 0, publishedBy: "ada" });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
});

async function ask(headers: Record<string, string>) {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/policies`, { headers });
  const { date, connection, "keep-alive": _, ...sent } = Object.fromEntries(response.headers);
  return { status: response.status, headers: sent, body: await response.text() };
}

const NO_LENGTH = { "content-length": undefined, "transfer-encoding": undefined };

test("a poll answered in few words is answered as by its route, whoever asks and however", async () => {
  const bearer = (name: string) => ({ authorization: `Bearer ${keys[name]}` });
  openFastPaths([Object.assign(GET.bind(null), { operation: GET.operation })]);
  const etag = (await ask(bearer("router"))).headers.etag ?? "";
  const questions = [
    bearer("router"),
    { authorization: `bEARER   ${keys.router}` },
    { ...bearer("router"), "if-none-match": etag },
    { ...bearer("router"), "if-none-match": `"1", W/${etag}` },
    { ...bearer("router"), "if-none-match": "*" },
    { ...bearer("router"), "if-none-match": '"other"' },
    bearer("logs"),
    bearer("unknown"),
    {},
    { authorization: "Basic eDp5" },
  ];
  const byRoute = [];
  for (const headers of questions) byRoute.push(await ask(headers));
  openFastPaths([GET]);
  const inFewSegments = [];
  for (const headers of questions) inFewSegments.push(await ask(headers));

  expect(byRoute.map(({ status }) => status)).toEqual([200, 200, 304, 304, 304, 200, 403, 401, 401, 401]);
  const comparable = ({ headers, ...rest }: Awaited<ReturnType<typeof ask>>) => {
    return { ...rest, headers: { ...headers, ...NO_LENGTH } };
  };
  expect(inFewSegments.map(comparable)).toEqual(byRoute.map(comparable));
});

test("while nothing can be asked, the answer is to come back", async () => {
  openFastPaths([GET]);
  getRuntime().phase = "stopping";

  const answer = await ask({ authorization: `Bearer ${keys.router}` });

  expect([answer.status, answer.headers["retry-after"]]).toEqual([503, "1"]);
  getRuntime().phase = "ready";
});
