import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { AliasTable, TierPolicy } from "@/lib/contract/policy";
import { PROPOSAL_STATES } from "@/lib/domain/policies/proposal";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/**
 * A policy that is not active yet: a draft being worked on, one waiting for a second approver, or one waiting for its time.
 *
 * What ended (published, rejected, withdrawn, failed) is kept as a record of who decided what.
 */
export const policyProposal = pgTable(
  "policy_proposal",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    tier: text("tier").notNull(),
    /** The version it was written against; 0 for a new tier. */
    baseVersion: integer("base_version").notNull(),
    policy: jsonb("policy").$type<TierPolicy>().notNull(),
    comment: text("comment"),
    state: text("state", { enum: PROPOSAL_STATES }).notNull(),
    proposedBy: text("proposed_by").notNull(),
    proposedAt: instant("proposed_at").notNull(),
    /** Counts its changes, so that two who edit it at once notice. */
    revision: integer("revision").notNull().default(1),
    /** When it becomes active, once approved where that is asked for; null is at once. */
    publishAt: instant("publish_at"),
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
    /** Why it was rejected, or could not be published. */
    reason: text("reason"),
    publishedVersion: integer("published_version"),
  },
  (t) => [
    index("policy_proposal_tier_idx").on(t.tier, t.id),
    index("policy_proposal_due_idx").on(t.publishAt).where(sql`state = 'approved'`),
  ],
);

/** Who proposed to stop requiring a second approver; it holds once somebody else agreed. */
const offProposed = () => ({
  offProposedBy: text("off_proposed_by"),
  offProposedAt: instant("off_proposed_at"),
});

/** What is asked of a tier beside its policy. No row is no demand. */
export const tierSetting = pgTable("tier_setting", {
  tier: text("tier").primaryKey(),
  /** Whether a policy becomes active only once a second approver approved it. */
  needsApproval: boolean("needs_approval").notNull().default(false),
  ...offProposed(),
  changedBy: text("changed_by").notNull(),
  changedAt: instant("changed_at").notNull(),
});

/** The same for the alias table, of which there is one: one row at most. */
export const aliasSetting = pgTable("alias_setting", {
  isOnly: boolean("is_only").primaryKey().default(true),
  needsApproval: boolean("needs_approval").notNull().default(false),
  ...offProposed(),
  changedBy: text("changed_by").notNull(),
  changedAt: instant("changed_at").notNull(),
});

/** An alias table that waits for a second approver, or how it ended. */
export const aliasProposal = pgTable("alias_proposal", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  /** The version it was written against; 0 where there was none. */
  baseVersion: integer("base_version").notNull(),
  aliases: jsonb("aliases").$type<AliasTable>().notNull(),
  comment: text("comment"),
  state: text("state", { enum: PROPOSAL_STATES }).notNull(),
  proposedBy: text("proposed_by").notNull(),
  proposedAt: instant("proposed_at").notNull(),
  decidedBy: text("decided_by"),
  decidedAt: instant("decided_at"),
  reason: text("reason"),
  publishedVersion: integer("published_version"),
});
