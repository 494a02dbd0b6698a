import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { importScoreFileOperation } from "@/lib/contract/score-files";
import { POST } from "./route";

const database = testDatabase();
givenServer(database);
let keys: Readonly<Record<"admin" | "writer", string>>;

beforeAll(async () => {
  const keyOf = async (scope: "admin" | "logs:write") =>
    (await createKey(database.db, { key: { name: scope, scopes: [scope] }, actor: "test", now: new Date() })).key;
  keys = { admin: await keyOf("admin"), writer: await keyOf("logs:write") };
});

const HEAD = "id,attempt_id,evaluator,metric,value\n";

function post(body: unknown, who: "admin" | "writer" = "admin") {
  const headers = { authorization: `Bearer ${keys[who]}`, "content-type": "application/json" };
  const request = new Request("http://localhost/api/v1/scores/files", {
    ...{ method: "POST", headers, body: JSON.stringify(body) },
  });
  return POST(request, { params: Promise.resolve({}) });
}

async function imported(text: string, dry_run: boolean) {
  const response = await post({ file_name: "judge.csv", text, dry_run });
  return importScoreFileOperation.reply.parse(await response.json());
}

const audited = async () =>
  z
    .array(z.object({ subject: z.string(), after: z.unknown() }))
    .parse(await database.sql`select subject, after from audit_entry where action = 'score.import'`);

test("a file is looked at first, and stored with what each bad row lacks, once and audited", async () => {
  const text = `${HEAD}f1,a1,judge,helpful,0.5\nf2,a2,judge,helpful,good\n\nf3,,judge,,1\n`;
  const problems = [
    { line: 3, path: "value", message: "Must be a number, not text" },
    { line: 5, path: "metric", message: "Is missing" },
  ];
  const counts = { rows: 3, valid: 1, rejected: 2 };

  const preview = await imported(text, true);
  expect(preview).toMatchObject({ ...counts, dry_run: true, accepted: 0 });
  expect(preview.problems).toEqual(expect.arrayContaining(problems));
  expect(await database.sql`select 1 from score`).toHaveLength(0);
  expect(await audited()).toEqual([]);

  expect(await imported(text, false)).toMatchObject({ ...counts, accepted: 1, duplicates: 0 });
  expect(await imported(text, false)).toMatchObject({ ...counts, accepted: 0, duplicates: 1 });
  expect(await audited()).toEqual([
    { subject: "judge.csv", after: { rows: 3, accepted: 1, duplicates: 0, rejected: 2 } },
  ]);
});

test("more rows than a post takes are stored from one file", async () => {
  const rows = Array.from({ length: 10_500 }, (_, index) => `many-${index},a${index},judge,helpful,1\n`);

  expect(await imported(HEAD + rows.join(""), false)).toMatchObject({ rows: 10_500, accepted: 10_500, problems: [] });
});

test("what is no CSV, and whoever is no admin, is refused", async () => {
  const broken = await post({ file_name: "x.csv", text: `${HEAD}a,b\n` });
  expect([broken.status, await broken.text()]).toEqual([400, expect.stringContaining("Line 2")]);
  expect((await post({ file_name: "x.csv", text: HEAD }, "writer")).status).toBe(403);
});
