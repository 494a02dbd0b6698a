import { createHash } from "node:crypto";
import type { AliasTable, PolicyBundle, PublishedPolicy, TierPolicy } from "@/lib/contract/policy";
import { DEFAULT_ALIASES } from "@/lib/domain/policies/catalogue-policies";

export type StoredBundle = { version: number; body: string; etag: string };

/** The bytes routers are served for a version, and their strong ETag. */
export function buildBundle(input: {
  version: number;
  publishedAt: Date | null;
  aliases: AliasTable;
  policies: readonly PublishedPolicy[];
}): StoredBundle {
  const bundle: PolicyBundle = {
    version: input.version,
    published_at: input.publishedAt?.toISOString() ?? null,
    aliases: input.aliases,
    tiers: Object.fromEntries(input.policies.map((policy) => [policy.tier, withoutPublication(policy)])),
  };
  const body = JSON.stringify(bundle);
  const digest = createHash("sha256").update(body).digest("hex").slice(0, 16);
  return { version: input.version, body, etag: `"${input.version}-${digest}"` };
}

/** The digest of a bundle's bytes, as the end of its ETag. */
export function bundleDigest(etag: string): string {
  return etag.slice(etag.lastIndexOf("-") + 1).replaceAll('"', "");
}

function withoutPublication({ version, published_at, published_by, comment, ...policy }: PublishedPolicy): TierPolicy {
  return policy;
}

/** What routers are served before anything was published: the built-in aliases and no tier. */
export const FIRST_BUNDLE = buildBundle({
  version: 0,
  publishedAt: null,
  aliases: { ...DEFAULT_ALIASES },
  policies: [],
});
