import { beforeAll, expect, test, vi } from "vitest";
import { ingestService } from "@/app/_server/ingest/ingest-service";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { POST as previewFile } from "../../imports/preview/route";
import { POST as checkLogs } from "./route";

// In the thread that answers requests; those that store posts load their own.
vi.mock("@/lib/ingest/check-payload", () => ({ checkPayload: refuse }));
vi.mock("@/lib/ingest/import/preview-import", () => ({ previewImport: refuse }));
function refuse(): never {
  throw new Error("Nothing may be parsed by the thread that answers requests");
}

const database = testDatabase();
givenServer(database, { services: [ingestService], variables: { SWITCHYARD_INGEST_THREADS: "1" } });
let key = "";

beforeAll(async () => {
  const { db } = database;
  const asked = { name: "all", scopes: ["logs:write" as const, "admin" as const] };
  key = (await createKey(db, { key: asked, actor: "test", now: new Date() })).key;
});

async function post(handler: typeof checkLogs, body: object) {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const request = new Request("http://localhost/", { method: "POST", headers, body: JSON.stringify(body) });
  const response = await handler(request, { params: Promise.resolve({}) });
  return [response.status, await response.json()];
}

test("what a payload would become is found out by a thread that stores posts", async () => {
  const record = { id: "a", request_id: "r", started_at: new Date().toISOString(), model: "glm-5", duration_ms: 5 };
  const records = Array.from({ length: 1_000 }, (_, n) => ({ ...record, id: `a-${n}`, region: "eu", outcome: "ok" }));

  expect(await post(checkLogs, { format: "switchyard", text: JSON.stringify(records) })).toMatchObject([
    200,
    { attempts: 1_000, refused: 0 },
  ]);
  expect(await post(checkLogs, { format: "nobody's", text: "[]" })).toMatchObject([
    404,
    { error: { code: "NOT_FOUND" } },
  ]);
});

test("so is what the rows of a file would become", async () => {
  const options = { source: null, maps: [], sets: {}, zone: null };

  expect(await post(previewFile, { format: "csv", text: "id,model\na,b\n", options })).toMatchObject([
    200,
    { columns: ["id", "model"], rows: [{ line: 2 }] },
  ]);
});
