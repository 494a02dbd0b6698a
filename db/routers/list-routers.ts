import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { bundleDigest, FIRST_BUNDLE } from "@/db/policies/build-bundle";
import { apiKey } from "@/db/schema/api-keys";
import { policyBundle } from "@/db/schema/policies";
import { routerHeartbeat } from "@/db/schema/router-heartbeats";
import { selectRows } from "@/db/select-rows";
import { type Routers, reportedBreakerSchema } from "@/lib/contract/routers";
import { routerState } from "@/lib/domain/breaker/router-state";

const epochMs = z.coerce.number();

const rowSchema = z.object({
  router: z.string(),
  key_name: z.string().nullable(),
  client: z.string().nullable(),
  bundle_version: z.coerce.number().int(),
  bundle_digest: z.string().nullable(),
  /** Of the bundle that has this version here; null where none has. */
  published_etag: z.string().nullable(),
  bundle_age_s: z.number().nullable(),
  interval_s: z.number(),
  breakers: z.array(reportedBreakerSchema),
  first_seen_ms: epochMs,
  seen_ms: epochMs,
  missing_since_ms: epochMs.nullable(),
});

/** Every router by name with what it said last, and how that stands against the active bundle at a moment. */
export async function listRouters(db: Db, { now }: { now: Date }): Promise<Routers> {
  const rows = await selectRows(
    db,
    sql`select r.router, k.name as key_name, r.client, r.bundle_version::text, r.bundle_digest, r.bundle_age_s, r.interval_s, r.breakers,
        floor(extract(epoch from r.first_seen_at) * 1000)::text as first_seen_ms,
        floor(extract(epoch from r.seen_at) * 1000)::text as seen_ms,
        (select b.etag from ${policyBundle} b where b.version = r.bundle_version) as published_etag,
        (select floor(extract(epoch from b.published_at) * 1000)::text from ${policyBundle} b
          where b.version > r.bundle_version order by b.version limit 1) as missing_since_ms
      from ${routerHeartbeat} r left join ${apiKey} k on k.id::text = r.key_id
      order by r.router`,
    rowSchema,
  );
  // Read after the reports, so that none of them is of a bundle it does not know.
  const [newest] = await selectRows(
    db,
    sql`select version::text, etag from ${policyBundle} b order by b.version desc limit 1`,
    z.object({ version: z.coerce.number().int(), etag: z.string() }),
  );
  const inForce = newest ?? FIRST_BUNDLE;
  return {
    as_of: now.toISOString(),
    bundle_version: inForce.version,
    bundle_digest: bundleDigest(inForce.etag),
    routers: rows.map((row) => ({
      router: row.router,
      key_name: row.key_name,
      client: row.client,
      state: routerState({
        nowMs: now.getTime(),
        seenMs: row.seen_ms,
        intervalSeconds: row.interval_s,
        isUnpublished: isUnpublished(row),
        missingSinceMs: row.missing_since_ms,
      }),
      bundle_version: row.bundle_version,
      bundle_digest: row.bundle_digest,
      bundle_age_seconds: row.bundle_age_s,
      interval_seconds: row.interval_s,
      first_seen_at: new Date(row.first_seen_ms).toISOString(),
      seen_at: new Date(row.seen_ms).toISOString(),
      breakers: row.breakers,
    })),
  };
}

/** Whether nothing of this version, or something else, was published here. */
function isUnpublished({ bundle_version, bundle_digest, published_etag }: z.output<typeof rowSchema>): boolean {
  const etag = bundle_version === FIRST_BUNDLE.version ? FIRST_BUNDLE.etag : published_etag;
  return etag === null || (bundle_digest !== null && bundle_digest !== bundleDigest(etag));
}
