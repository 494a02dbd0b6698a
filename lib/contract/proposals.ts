import { z } from "zod";
import { PROPOSAL_ACTIONS, PROPOSAL_STATES } from "@/lib/domain/policies/proposal";
import { dimensionName, instantText } from "./common";
import { aliasTableSchema, policyComment, tierPolicySchema } from "./policy";

const positive = z.number().int().positive();

/** A policy that is not active: a draft, one that waits for a second approver or for its time, or how it ended. */
export const proposalSchema = z.object({
  id: positive,
  tier: dimensionName,
  /** The version it was written against; 0 for a new tier. */
  base_version: z.number().int().nonnegative(),
  policy: tierPolicySchema,
  comment: z.string().nullable(),
  state: z.enum(PROPOSAL_STATES),
  proposed_by: z.string(),
  proposed_at: instantText,
  revision: positive,
  publish_at: instantText.nullable(),
  decided_by: z.string().nullable(),
  decided_at: instantText.nullable(),
  /** Why it was rejected, or could not be published. */
  reason: z.string().nullable(),
  published_version: positive.nullable(),
});
export type Proposal = z.infer<typeof proposalSchema>;

/** Whether something becomes active only once a second approver approved it, and who proposed to ask for that no more. */
export const approvalSettingSchema = z.object({
  needs_approval: z.boolean(),
  /** Holds once somebody else asks for the same. */
  off_proposed_by: z.string().nullable(),
  off_proposed_at: instantText.nullable(),
});
export type ApprovalState = z.infer<typeof approvalSettingSchema>;

export const proposalsSchema = approvalSettingSchema.extend({
  /** The open ones and the latest of those that ended, newest first. */
  proposals: z.array(proposalSchema),
});
export type Proposals = z.infer<typeof proposalsSchema>;

const written = {
  policy: tierPolicySchema,
  comment: policyComment.nullable().default(null),
  base_version: z.number().int().nonnegative(),
  /** When it becomes active, which must not have passed; null is as soon as it may. */
  publish_at: instantText.nullable().default(null),
};
export const newProposalSchema = z.strictObject(written);
export const proposalChangeSchema = z.strictObject({ ...written, revision: positive });

export const proposalActionSchema = z.strictObject({
  action: z.enum(PROPOSAL_ACTIONS),
  /** The revision that was looked at: nobody approves what was changed meanwhile. */
  revision: positive,
  reason: policyComment.nullable().default(null),
});

export const tierSettingSchema = z.strictObject({ needs_approval: z.boolean() });

/** An alias table that waits for a second approver, or how it ended. */
export const aliasProposalSchema = z.object({
  id: positive,
  /** The version it was written against; 0 for the table the product brings along. */
  base_version: z.number().int().nonnegative(),
  aliases: aliasTableSchema,
  comment: z.string().nullable(),
  state: z.enum(PROPOSAL_STATES),
  proposed_by: z.string(),
  proposed_at: instantText,
  decided_by: z.string().nullable(),
  decided_at: instantText.nullable(),
  reason: z.string().nullable(),
  published_version: positive.nullable(),
});
export type AliasProposal = z.infer<typeof aliasProposalSchema>;

export const aliasProposalsSchema = approvalSettingSchema.extend({
  /** Those that wait and the latest of those that ended, newest first. */
  proposals: z.array(aliasProposalSchema),
});
export type AliasProposals = z.infer<typeof aliasProposalsSchema>;

export const newAliasProposalSchema = z.strictObject({
  aliases: aliasTableSchema,
  comment: policyComment.nullable().default(null),
  base_version: z.number().int().nonnegative(),
});

export const aliasProposalActionSchema = z.strictObject({
  action: z.enum(["approve", "reject", "withdraw"]),
  reason: policyComment.nullable().default(null),
});
export type AliasProposalAction = z.infer<typeof aliasProposalActionSchema>["action"];
