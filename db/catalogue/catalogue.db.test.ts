import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import { appendPolicyVersion } from "@/db/policies/append-policy-version";
import { getRetention } from "@/db/retention/get-retention";
import { auditEntry } from "@/db/schema/audit";
import { testDatabase, withRollback } from "@/db/testing";
import { addCatalogueModelOperation } from "@/lib/contract/catalogue";
import { tierPolicySchema } from "@/lib/contract/policy";
import { CATALOGUE } from "@/lib/domain/catalogue/catalogue";
import { addCatalogueModel } from "./add-catalogue-model";
import { changeCatalogueModel } from "./change-catalogue-model";
import { getRetirements } from "./get-retirements";
import { listCatalogueModels } from "./list-catalogue-models";

const database = testDatabase();
const now = new Date("2026-11-01T00:00:00Z");
const actor = "finn@example.com";
const parse = (fields: object) => addCatalogueModelOperation.body.parse({ reason: "as announced", ...fields });
const add = (db: Db, fields: object) =>
  db.transaction((tx) => addCatalogueModel(tx, { input: parse(fields), actor, now }));
const change = (db: Db, baseVersion: number, fields: object) =>
  db.transaction((tx) => changeCatalogueModel(tx, { change: parse(fields), baseVersion, actor, now }));
const find = async (db: Db, provider: string, model: string) =>
  (await listCatalogueModels(db)).filter((known) => known.provider === provider && known.model === model);

const TINY = { provider: "House", model: "tiny" };
const GPT = { provider: "openai", model: "gpt-4o" };

test("the catalogue of the product is listed with the retirements that were announced", () =>
  withRollback(database.db, async (db) => {
    const models = await listCatalogueModels(db);

    expect(models.map(({ model }) => model)).toEqual(expect.arrayContaining(CATALOGUE.map(({ id }) => id)));
    expect(await find(db, "openai", "gpt-4o")).toEqual([
      expect.objectContaining({ retires_on: "2027-01-14", version: 0, is_built_in: true, updated_by: null }),
    ]);
    expect(await find(db, "anthropic", "claude-sonnet-4.6")).toMatchObject([{ retires_on: null }]);
  }));

test("a model is added once, with who and why; what is unknown stays so", () =>
  withRollback(database.db, async (db) => {
    const facts = { modalities: ["vision", "text", "text"], context_window_tokens: 64_000, retires_on: "2027-03-01" };
    await add(db, { ...TINY, ...facts });

    expect(await find(db, "house", "tiny")).toEqual([
      {
        ...{ provider: "house", model: "tiny", label: null, modalities: ["text", "vision"], tools: null },
        ...{ context_window_tokens: 64_000, max_output_tokens: null, released_on: null, retires_on: "2027-03-01" },
        ...{ replaced_by: null, source: null, is_built_in: false, version: 1, updated_by: actor },
        ...{ updated_at: now.toISOString(), reason: "as announced" },
      },
    ]);
    await expect(add(db, TINY)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(add(db, GPT)).rejects.toMatchObject({ code: "CONFLICT" });
    const audited = await db.select().from(auditEntry);
    expect(audited.filter(({ action }) => action === "catalogue.add")).toHaveLength(1);
  }));

test("a change of a model that comes with the product leaves the rest as it was", () =>
  withRollback(database.db, async (db) => {
    const changed = await change(db, 0, { ...GPT, retires_on: "2027-06-30", replaced_by: "gpt-6" });

    expect(changed).toMatchObject({ version: 1, is_built_in: true, label: "GPT-4o", modalities: ["text", "vision"] });
    expect(await find(db, "openai", "gpt-4o")).toEqual([changed]);
    expect(await change(db, 1, { ...GPT, retires_on: null })).toMatchObject({ version: 2, retires_on: null });
  }));

test("of two who change a model at once, the second sees what is different", () =>
  withRollback(database.db, async (db) => {
    await change(db, 0, { ...GPT, retires_on: "2027-06-30" });

    await expect(change(db, 0, { ...GPT, retires_on: "2027-12-31" })).rejects.toMatchObject({
      code: "PRECONDITION_FAILED",
      fields: { retires_on: ["Is 2027-06-30 now"] },
    });
    await expect(change(db, 0, TINY)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await change(db, 1, { ...GPT, released_on: "2024-05-13" });
    await expect(change(db, 2, { ...GPT, retires_on: "2024-05-13" })).rejects.toMatchObject({
      code: "UNPROCESSABLE",
      fields: { retires_on: ["Must be after the release on 2024-05-13"] },
    });
  }));

test("what is no model is refused by field", () => {
  const pathsOf = (fields: object) =>
    addCatalogueModelOperation.body.safeParse({ ...TINY, ...fields }).error?.issues.map(({ path }) => path.join("."));

  expect(pathsOf({})).toEqual(["reason"]);
  expect(pathsOf({ reason: "x", context_window_tokens: 0, retires_on: "soon", modalities: ["smell"] })).toEqual([
    "modalities.0",
    "context_window_tokens",
    "retires_on",
  ]);
  expect(pathsOf({ reason: "x", released_on: "2026-02-02", retires_on: "2026-02-02" })).toEqual(["retires_on"]);
});

test("a model that ends is listed with the policies that name it, nearest first, unless nobody needs it", () =>
  withRollback(database.db, async (db) => {
    for (const [model, retires_on] of [
      ["old-pro", "2026-12-01"],
      ["older-pro", "2026-10-01"],
      ["unused", "2026-12-01"],
      ["far-off", "2027-12-01"],
    ]) {
      await add(db, { provider: "acme", model, retires_on, replaced_by: "new-pro" });
    }
    const policy = tierPolicySchema.parse({ tier: "premium", primary: "old-pro", fallbacks: ["older-pro", "far-off"] });
    const publication = { publishedAt: now, publishedBy: actor, comment: null };
    await appendPolicyVersion(db, { policy, latest: null, publication, action: "policy.publish" });

    const { retirements } = await getRetirements(db, { now, retention: await getRetention(db, { now, rawDays: 90 }) });

    expect(retirements.filter(({ provider }) => provider === "acme")).toMatchObject([
      { model: "older-pro", days_left: -31, attempts: 0, roles: [{ tier: "premium", role: "fallback", left: 2 }] },
      { model: "old-pro", days_left: 30, replaced_by: "new-pro", roles: [{ role: "primary", share: null }] },
    ]);
  }));
