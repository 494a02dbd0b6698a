import { integer, pgTable, uniqueIndex } from "drizzle-orm/pg-core";

const code = (name: string) => integer(name).notNull();

/**
 * Who attempts count for: one row per combination of codes ever seen together, which an attempt names by one number.
 *
 * Written by ingest before the attempts that need it, never changed. 0 stands for "none", -1 for no policy version.
 */
export const dimensionSet = pgTable(
  "attribution",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity({ startWith: 1 }),
    modelId: code("model_id"),
    providerId: code("provider_id"),
    regionId: code("region_id"),
    tierId: code("tier_id"),
    appId: code("app_id"),
    requestedModelId: code("requested_model_id"),
    routerId: code("router_id"),
    serviceTierId: code("service_tier_id"),
    priceId: code("price_id"),
    policyVersion: code("policy_version"),
  },
  (t) => [
    uniqueIndex("attribution_key_idx").on(
      t.modelId,
      t.appId,
      t.providerId,
      t.regionId,
      t.tierId,
      t.requestedModelId,
      t.routerId,
      t.serviceTierId,
      t.priceId,
      t.policyVersion,
    ),
  ],
);

/** The columns of a dimension set's key, in the order all code passes them. */
export const DIMENSION_SET_COLUMNS = [
  "model_id",
  "provider_id",
  "region_id",
  "tier_id",
  "app_id",
  "requested_model_id",
  "router_id",
  "service_tier_id",
  "price_id",
  "policy_version",
] as const;

export const NO_PRICE_ID = 0;
export const NO_POLICY_VERSION = -1;
