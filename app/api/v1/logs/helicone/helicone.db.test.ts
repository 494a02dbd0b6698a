import { beforeAll, expect, test } from "vitest";
import { ingestService } from "@/app/_server/ingest/ingest-service";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { errorBodySchema } from "@/lib/contract/error";
import type { RouteHandler } from "@/lib/http/route";
import { POST as nothingThere } from "../../../[...path]/route";
import { POST as appended } from "./[route]/v1/log/route";
import { POST as whole } from "./route";

const database = testDatabase();
givenServer(database, { services: [ingestService], variables: { LOG_LEVEL: "silent" } });
const BASE = "/api/v1/logs/helicone";
let key = "";

beforeAll(async () => {
  const { db } = database;
  key = (await createKey(db, { key: { name: "router", scopes: ["logs:write"] }, actor: "test", now: new Date() })).key;
});

function post(handler: RouteHandler, path: string, headers: Record<string, string>): Promise<Response> {
  const seconds = Math.floor(Date.now() / 1_000) - 60;
  const body = JSON.stringify({
    providerRequest: { url: "custom-model-nopath", json: { model: "m", stream: true }, meta: {} },
    providerResponse: {
      headers: {},
      status: 200,
      json: {},
      textBody: '{"choices":[{"delta":{},"finish_reason":"stop"}]}',
    },
    timing: { startTime: { seconds, milliseconds: 0 }, endTime: { seconds, milliseconds: 200 } },
  });
  const request = new Request(`http://localhost${path}`, { method: "POST", headers, body });
  return handler(request, { params: Promise.resolve({}) });
}
const bearer = () => ({ authorization: `Bearer ${key}`, "content-type": "application/json" });

test.each([
  [whole, "", "unknown"],
  [appended, "/custom/v1/log", "unknown"],
  [appended, "/oai/v1/log", "openai"],
  [appended, "/anthropic/v1/log", "anthropic"],
  [appended, "/googleapis/v1/log", "google"],
])("%o: a log posted to …/helicone%s is stored, with what its headers say", async (handler, ending, provider) => {
  const app = `app${ending.replaceAll("/", "-")}`;
  const id = `request${ending}`;
  const headers = {
    ...bearer(),
    "Helicone-Property-App": app,
    "Helicone-Request-Id": id,
    "Helicone-Session-Id": "s-1",
  };

  const response = await post(handler, `${BASE}${ending}`, headers);

  expect([response.status, await response.json()]).toEqual([
    200,
    { accepted: 1, duplicates: 0, rejected: [], ignored: 0 },
  ]);
  const stored = await database.sql`
    select a.id, a.trace_id, p.value as provider from attempt a
    join dimension d on d.id = a.app_id join dimension p on p.id = a.provider_id where d.value = ${app}`;
  expect(stored).toMatchObject([{ id, provider, trace_id: "s-1" }]);
});

test("an address that no client appends says which there are, and one where nothing is which take logs", async () => {
  const messageOf = async (response: Response) => {
    const { code, message } = errorBodySchema.parse(await response.json()).error;
    expect([response.status, code]).toEqual([404, "NOT_FOUND"]);
    return message;
  };

  expect(await messageOf(await post(appended, `${BASE}/other/v1/log`, bearer()))).toContain("/custom/v1/log");
  expect(await messageOf(await post(nothingThere, `${BASE}/custom/v2/log`, bearer()))).toContain(BASE);
  expect(await messageOf(await post(nothingThere, `${BASE}/custom/v2/log`, {}))).toBe("Nothing at this address");
});
