import type { Operation } from "./operation";
import {
  newProposalSchema,
  proposalActionSchema,
  proposalChangeSchema,
  proposalSchema,
  proposalsSchema,
  tierSettingSchema,
} from "./proposals";

const proposals = "/api/v1/policies/{tier}/proposals";

/** Drafts, second persons and schedules of policies. */
export const PROPOSAL_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: proposals,
    summary: "Proposed policies of a tier",
    scope: "policies:read",
    reply: proposalsSchema,
  },
  {
    method: "post",
    path: proposals,
    summary: "Save a draft",
    scope: "policies:write",
    body: newProposalSchema,
    reply: proposalSchema,
    status: 201,
  },
  {
    method: "put",
    path: `${proposals}/{id}`,
    summary: "Change a draft",
    scope: "policies:write",
    body: proposalChangeSchema,
    reply: proposalSchema,
  },
  {
    method: "post",
    path: `${proposals}/{id}`,
    summary: "Submit, approve, reject or withdraw a proposal",
    scope: "policies:write",
    body: proposalActionSchema,
    reply: proposalSchema,
  },
  {
    method: "put",
    path: "/api/v1/policies/{tier}/settings",
    summary: "Ask for a second person, or no more",
    scope: "admin",
    body: tierSettingSchema,
    reply: tierSettingSchema,
  },
];
