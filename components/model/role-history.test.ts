import { expect, test } from "vitest";
import { type PolicyBundle, publishedPolicySchema, tierPolicySchema } from "@/lib/contract/policy";
import { heldRoles } from "./role-history";

const policy = (over: object) => ({ tier: "gold", primary: "a", fallbacks: ["b", "c"], ...over });
const published = (version: number, over: object = {}) =>
  publishedPolicySchema.parse({
    ...policy(over),
    ...{ version, published_at: `2026-03-0${version}T00:00:00Z`, published_by: "ada", comment: null },
  });
const bundle: PolicyBundle = {
  ...{ version: 4, published_at: null, aliases: {} },
  tiers: { gold: tierPolicySchema.parse(policy({ regions: { eu: { primary: "b", fallbacks: [] } } })) },
};

test("a role lasts since the first of the versions in a row that have it", () => {
  const versions = [
    published(4, { regions: { eu: { primary: "b", fallbacks: [] } } }),
    ...[published(3, { timeout_ms: 500 }), published(2, { fallbacks: ["c", "b"] }), published(1)],
  ];

  const roles = heldRoles(bundle, "b", new Map([["gold", versions]]));

  expect(roles).toMatchObject([
    { tier: "gold", region: null, role: "fallback 1", candidates: ["a", "b", "c"], since: { version: 3 } },
    { tier: "gold", region: "eu", role: "primary", candidates: ["b"], since: { version: 4, published_by: "ada" } },
  ]);
});

test("without versions it is not known since when", () => {
  expect(heldRoles(bundle, "a", new Map())).toMatchObject([{ role: "primary", since: null }]);
});
