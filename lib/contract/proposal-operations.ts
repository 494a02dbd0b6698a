import type { Operation } from "./operation";
import {
  aliasProposalActionSchema,
  aliasProposalSchema,
  aliasProposalsSchema,
  approvalSettingSchema,
  newAliasProposalSchema,
  newProposalSchema,
  proposalActionSchema,
  proposalChangeSchema,
  proposalSchema,
  proposalsSchema,
  tierSettingSchema,
} from "./proposals";

const aliasProposals = "/api/v1/aliases/proposals";
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
    summary: "Ask for a second person, or propose to ask for none: that holds once another admin asks for the same",
    scope: "admin",
    body: tierSettingSchema,
    reply: approvalSettingSchema,
  },
  {
    method: "get",
    path: aliasProposals,
    summary: "Proposed alias tables",
    scope: "policies:read",
    reply: aliasProposalsSchema,
  },
  {
    method: "post",
    path: aliasProposals,
    summary: "Propose an alias table, where a second person is asked for",
    scope: "policies:write",
    body: newAliasProposalSchema,
    reply: aliasProposalSchema,
    status: 201,
  },
  {
    method: "post",
    path: `${aliasProposals}/{id}`,
    summary: "Approve, reject or withdraw a proposed alias table",
    scope: "policies:write",
    body: aliasProposalActionSchema,
    reply: aliasProposalSchema,
  },
  {
    method: "put",
    path: "/api/v1/aliases/settings",
    summary: "The same for the alias table as for a tier",
    scope: "admin",
    body: tierSettingSchema,
    reply: approvalSettingSchema,
  },
];
