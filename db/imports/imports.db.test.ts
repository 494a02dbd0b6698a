import { expect, test } from "vitest";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { listAuditEntries } from "../audit/list-audit-entries";
import { testDatabase } from "../testing";
import { beginImport } from "./begin-import";
import { forgetImport } from "./forget-import";
import { listImports } from "./list-imports";
import { type ImportMove, moveImport } from "./move-import";

const database = testDatabase();
const now = new Date(Date.now() + MINUTE_MS);
const FILE = "a".repeat(24);
const OPTIONS = { source: null, maps: [], sets: {}, zone: "UTC" };

const begin = (key: string, refusesOther = false) =>
  beginImport(database.db, {
    ...{ key, fileName: "history.csv", options: OPTIONS, actor: "ada", refusesOther, nowUs: now.getTime() * 1_000 },
  });
const move = (key: string, more: Partial<ImportMove> = {}) =>
  database.sql.begin((tx) =>
    moveImport(tx, {
      ...{ key, from: 0, to: 5, isLast: false, accepted: 5, duplicates: 0, rejected: 0, ignored: 0 },
      ...more,
    }),
  );
const forget = (key: string) => forgetImport(database.db, { key, actor: "ada", now });
const keys = async () => (await listImports(database.db, { limit: 50 })).map(({ id }) => id);

test("a file that was imported under other options begins nothing where that is refused", async () => {
  const [first, second] = [`${FILE}-first`, `${FILE}-second`];
  await begin(first, true);
  await begin(second, true);
  await move(first);
  const third = `${FILE}-third`;

  await expect(begin(third, true)).rejects.toMatchObject({
    code: "CONFLICT",
    fields: { options: [expect.stringContaining("stored 5 rows")] },
  });
  await expect(begin(second, true)).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await keys()).not.toContain(third);
  expect((await begin(first, true)).rowsDone).toBe(5);
  expect((await begin(third)).run.options).toEqual(OPTIONS);
});

test("an interrupted import is forgotten while it stored nothing, and stays on record else", async () => {
  const [empty, partial, done] = ["b", "c", "d"].map((name) => name.repeat(30)) as [string, string, string];
  for (const key of [empty, partial, done]) await begin(key);
  await move(empty, { accepted: 0, rejected: 5 });
  await move(partial);
  await move(done, { to: 0, accepted: 0, isLast: true });

  const atOnce = forgetImport(database.db, { key: empty, actor: "ada", now: new Date() });
  await expect(atOnce).rejects.toMatchObject({ code: "CONFLICT", message: expect.stringContaining("running") });
  expect(await forget(empty)).toMatchObject({ id: empty, rejected: 5 });
  const [entry] = await listAuditEntries(database.db, { limit: 1 });
  expect(entry).toMatchObject({ action: "import.forget", actor: "ada", before: { file: "history.csv" } });
  await expect(forget(empty)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(forget(partial)).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(forget(done)).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await keys()).toEqual(expect.arrayContaining([partial, done]));
});
