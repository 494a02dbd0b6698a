import { createHash } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { publishAliases } from "@/db/aliases/publish-aliases";
import { getAliases } from "@/db/policies/get-aliases";
import { auditEntry } from "@/db/schema/audit";
import { policyBundle, policyVersion } from "@/db/schema/policies";
import { testDatabase, withRollback } from "@/db/testing";
import { isAppError } from "@/lib/contract/error";
import { policyBundleSchema, type TierPolicy, tierPolicySchema } from "@/lib/contract/policy";
import { DEFAULT_ALIASES } from "@/lib/domain/policies/catalogue-policies";
import { BUNDLE_CHANNEL } from "./append-bundle";
import { getBundle } from "./get-bundle";
import { getBundleTag } from "./get-bundle-tag";
import { getPolicy } from "./get-policy";
import { listPolicies } from "./list-policies";
import { listPolicyVersions } from "./list-policy-versions";
import { publishPolicyVersion } from "./publish-policy-version";
import { rollbackPolicy } from "./rollback-policy";

const database = testDatabase();

const policyOf = (tier: string, overrides: Partial<TierPolicy> = {}): TierPolicy =>
  tierPolicySchema.parse({ tier, primary: "deepseek-v4-flash", fallbacks: ["qwen3-32b"], ...overrides });
const by = { publishedBy: "ada@example.com" };
const codeOf = (settled: PromiseSettledResult<unknown>) =>
  settled.status === "fulfilled" ? "published" : isAppError(settled.reason) ? settled.reason.code : settled.reason;

test("with nothing published routers get the built-in aliases and no tier, always the same bytes", () =>
  withRollback(database.db, async (db) => {
    const first = await getBundle(db);

    expect(JSON.parse(first.body)).toEqual({ version: 0, published_at: null, aliases: DEFAULT_ALIASES, tiers: {} });
    expect(await getBundle(db)).toEqual(first);
    expect(await getPolicy(db, { tier: "standard" })).toBeNull();
    expect(await getAliases(db)).toMatchObject({ version: 0, aliases: DEFAULT_ALIASES });
  }));

test("a published policy reads back with version, author, time and comment, and keeps its older versions", () =>
  withRollback(database.db, async (db) => {
    const policy = policyOf("standard");
    const first = await publishPolicyVersion(db, { policy, baseVersion: 0, ...by, comment: "Start" });
    const slower = policyOf("standard", { timeout_ms: 20_000 });
    const second = await publishPolicyVersion(db, { policy: slower, baseVersion: 1, ...by });

    expect(first).toMatchObject({ ...policy, version: 1, published_by: "ada@example.com", comment: "Start" });
    expect(second).toMatchObject({ version: 2, timeout_ms: 20_000, comment: null });
    expect(await getPolicy(db, { tier: "standard" })).toEqual(second);
    expect(await getPolicy(db, { tier: "standard", version: 1 })).toEqual(first);
    expect(await listPolicyVersions(db, { tier: "standard" })).toEqual([second, first]);
    expect(await listPolicies(db)).toEqual([second]);
  }));

test("an edit made on an old version is refused and changes nothing", () =>
  withRollback(database.db, async (db) => {
    const policy = policyOf("standard");
    await publishPolicyVersion(db, { policy, baseVersion: 0, ...by });
    const before = await getBundle(db);

    for (const baseVersion of [0, 2]) {
      await expect(publishPolicyVersion(db, { policy, baseVersion, ...by })).rejects.toMatchObject({
        code: "PRECONDITION_FAILED",
      });
    }
    expect(await getBundle(db)).toEqual(before);
  }));

test("of five publishes at once one wins, and the other four hear that someone was faster", async () => {
  const publish = (n: number) =>
    publishPolicyVersion(database.db, { policy: policyOf("race", { timeout_ms: 1000 + n }), baseVersion: 0, ...by });

  const outcomes = (await Promise.allSettled([1, 2, 3, 4, 5].map(publish))).map(codeOf);

  expect(outcomes.toSorted()).toEqual([...Array(4).fill("PRECONDITION_FAILED"), "published"]);
  expect(await listPolicyVersions(database.db, { tier: "race" })).toHaveLength(1);
});

test("publishes of different tiers at once all win, and bundles are numbered without a gap", async () => {
  const before = (await getBundleTag(database.sql)).version;
  const tiers = ["a", "b", "c", "d"];

  await Promise.all(
    tiers.map((tier) => publishPolicyVersion(database.db, { policy: policyOf(tier), baseVersion: 0, ...by })),
  );

  const { version, body, etag } = await getBundle(database.db);
  expect(version).toBe(before + 4);
  expect(await getBundleTag(database.sql)).toEqual({ version, etag });
  expect(Object.keys(JSON.parse(body).tiers)).toEqual(expect.arrayContaining(tiers));
});

test("a bundle holds every tier and alias at one version, under a strong ETag of its bytes", () =>
  withRollback(database.db, async (db) => {
    await publishPolicyVersion(db, { policy: policyOf("standard"), baseVersion: 0, ...by });
    await publishAliases(db, { aliases: { "GPT-X": "glm-5" }, baseVersion: 0, ...by });

    const { version, body, etag } = await getBundle(db);

    const bundle = policyBundleSchema.parse(JSON.parse(body));
    expect(bundle).toMatchObject({ version, aliases: { "GPT-X": "glm-5" } });
    expect(bundle.tiers.standard).toEqual(policyOf("standard"));
    expect(etag).toBe(`"${version}-${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`);
  }));

test("a rollback is a new version equal to the old one", () =>
  withRollback(database.db, async (db) => {
    const first = policyOf("standard");
    await publishPolicyVersion(db, { policy: first, baseVersion: 0, ...by });
    await publishPolicyVersion(db, { policy: policyOf("standard", { primary: "glm-5" }), baseVersion: 1, ...by });

    const rolled = await rollbackPolicy(db, { tier: "standard", version: 1, baseVersion: 2, ...by });

    expect(rolled).toMatchObject({ ...first, version: 3, comment: "Rolled back to version 1" });
    expect(policyBundleSchema.parse(JSON.parse((await getBundle(db)).body)).tiers.standard).toEqual(first);
  }));

test("a rollback to a version that never was names the field, before the version of the edit is looked at", () =>
  withRollback(database.db, async (db) => {
    await publishPolicyVersion(db, { policy: policyOf("standard"), baseVersion: 0, ...by });

    const input = { tier: "standard", ...by };
    await expect(rollbackPolicy(db, { ...input, version: 9, baseVersion: 7 })).rejects.toMatchObject({
      code: "UNPROCESSABLE",
      fields: { version: [expect.any(String)] },
    });
    await expect(rollbackPolicy(db, { ...input, version: 1, baseVersion: 7 })).rejects.toMatchObject({
      code: "PRECONDITION_FAILED",
    });
    await expect(rollbackPolicy(db, { ...input, tier: "none", version: 1, baseVersion: 0 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  }));

test("the alias table is replaced as a whole, one edit at a time", () =>
  withRollback(database.db, async (db) => {
    await publishAliases(db, { aliases: { a: "glm-5", b: "glm-5" }, baseVersion: 0, ...by });
    const second = await publishAliases(db, {
      aliases: { a: "glm-4-9b" },
      baseVersion: 1,
      ...by,
      comment: "b is gone",
    });

    expect(second).toMatchObject({ version: 2, aliases: { a: "glm-4-9b" }, comment: "b is gone" });
    await expect(publishAliases(db, { aliases: {}, baseVersion: 1, ...by })).rejects.toMatchObject({
      code: "PRECONDITION_FAILED",
    });
    expect(await getAliases(db)).toEqual(second);
  }));

test("each publish is on record with what it changed", () =>
  withRollback(database.db, async (db) => {
    const first = await publishPolicyVersion(db, { policy: policyOf("standard"), baseVersion: 0, ...by });
    const second = await rollbackPolicy(db, { tier: "standard", version: 1, baseVersion: 1, ...by });

    const [latest] = await db
      .select()
      .from(auditEntry)
      .where(eq(auditEntry.subject, "policy standard"))
      .orderBy(desc(auditEntry.id))
      .limit(1);
    expect(latest).toMatchObject({ actor: "ada@example.com", action: "policy.rollback", before: first, after: second });
  }));

test("the database itself refuses to change what was published", () =>
  withRollback(database.db, async (db) => {
    await publishPolicyVersion(db, { policy: policyOf("standard"), baseVersion: 0, ...by });

    for (const change of [
      (tx: typeof db) => tx.update(policyVersion).set({ comment: "x" }),
      (tx: typeof db) => tx.delete(policyVersion),
      (tx: typeof db) => tx.delete(policyBundle),
    ]) {
      await expect(db.transaction(async (tx) => change(tx))).rejects.toMatchObject({
        cause: { message: expect.stringMatching(/is append-only$/) },
      });
    }
  }));

test("listeners hear of a bundle when it is committed", async () => {
  let onNotify: (version: string) => void = () => undefined;
  const received = new Promise<string>((resolve) => {
    onNotify = resolve;
  });
  const { unlisten } = await database.sql.listen(BUNDLE_CHANNEL, (version) => onNotify(version));

  await publishPolicyVersion(database.db, { policy: policyOf("received"), baseVersion: 0, ...by });

  expect(await received).toBe(String((await getBundleTag(database.sql)).version));
  await unlisten();
});
