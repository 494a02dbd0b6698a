import { z } from "zod";
import { BREAKER_REASONS, BREAKER_STATUSES } from "@/lib/breaker/breaker";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { dimensionName, instantText, shortText } from "./common";
import { operation } from "./operation";

const STORED_MAX = 2_147_483_647;
/** The first digits of the SHA-256 of a bundle's bytes, as its ETag and its event's id have them after the version. */
const DIGEST_DIGITS = 16;
const bundleDigest = z
  .string()
  .regex(/^[0-9a-f]{16,64}$/, "Must be the 16 hexadecimal digits after the version in the bundle's ETag")
  .transform((digest) => digest.slice(0, DIGEST_DIGITS));
/** A count as the database stores it. */
const storedCount = z.number().int().nonnegative().max(STORED_MAX);
/** An instant that the database stores: not before 1970. */
const storedInstant = instantText.refine((text) => (parseInstantUs(text) ?? -1) >= 0, "Must not be before 1970");

/** The state of one breaker as a router sees it. */
export const reportedBreakerSchema = z.strictObject({
  tier: dimensionName,
  region: dimensionName,
  model: dimensionName,
  state: z.enum(BREAKER_STATUSES),
  since: instantText.nullable().default(null),
});
export type ReportedBreaker = z.infer<typeof reportedBreakerSchema>;

/** A transition a router's own breaker made, with the numbers that caused it. */
export const reportedTransitionSchema = z.strictObject({
  at: storedInstant,
  tier: dimensionName,
  region: dimensionName,
  model: dimensionName,
  from: z.enum(BREAKER_STATUSES),
  to: z.enum(BREAKER_STATUSES),
  reason: z.enum(BREAKER_REASONS),
  n: storedCount,
  failures: storedCount,
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  /** The version of the bundle it judged by; a bundle has none for each tier. */
  bundle_version: storedCount,
});
export type ReportedTransition = z.infer<typeof reportedTransitionSchema>;

export const heartbeatSchema = z.strictObject({
  router: shortText(128),
  client: shortText(128).optional(),
  bundle_version: z.number().int().nonnegative(),
  bundle_digest: bundleDigest.optional(),
  /** Seconds since the router last learned that this bundle is active. */
  bundle_age_seconds: storedCount.optional(),
  /** How often it means to report. */
  interval_seconds: z.number().int().min(1).max(3_600).default(15),
  breakers: z.array(reportedBreakerSchema).max(2_000).default([]),
  /** Since the last heartbeat that was answered. */
  transitions: z.array(reportedTransitionSchema).max(500).default([]),
});
export type Heartbeat = z.infer<typeof heartbeatSchema>;

/** What a router gets back: the active bundle, so that it fetches when it has another. */
export const heartbeatReplySchema = z.object({
  bundle_version: z.number().int().nonnegative(),
  bundle_digest: z.string(),
});

export const ROUTER_STATES = ["current", "behind", "silent"] as const;
export type RouterState = (typeof ROUTER_STATES)[number];

export const routerSchema = z.object({
  router: z.string(),
  key_name: z.string().nullable(),
  client: z.string().nullable(),
  /** `behind`: without a newer bundle for over a minute, or on one that was not published here; `silent`: no report for three of its intervals. */
  state: z.enum(ROUTER_STATES),
  bundle_version: z.number().int().nonnegative(),
  /** Null where the router does not say. */
  bundle_digest: z.string().nullable(),
  bundle_age_seconds: z.number().int().nonnegative().nullable(),
  interval_seconds: z.number().int().positive(),
  first_seen_at: instantText,
  seen_at: instantText,
  breakers: z.array(reportedBreakerSchema),
});
export type RouterReport = z.infer<typeof routerSchema>;
export const routersSchema = z.object({
  as_of: instantText,
  bundle_version: z.number().int().nonnegative(),
  bundle_digest: z.string(),
  routers: z.array(routerSchema),
});
export type Routers = z.infer<typeof routersSchema>;

export const heartbeatOperation = operation({
  method: "post",
  path: "/api/v1/routers/heartbeat",
  summary: "Tell which bundle a router runs, and how its breakers stand and moved",
  scope: "policies:read",
  body: heartbeatSchema,
  reply: heartbeatReplySchema,
});

export const routersOperation = operation({
  method: "get",
  path: "/api/v1/routers",
  summary: "Every router that reports, and whether it runs the bundle in force",
  scope: "policies:read",
  reply: routersSchema,
});
