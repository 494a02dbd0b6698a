import { operation } from "./operation";
import { rowParamsSchema, tierParamsSchema, tierRowParamsSchema } from "./path-params";
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

export const proposalsOperation = operation({
  method: "get",
  path: "/api/v1/policies/{tier}/proposals",
  summary: "Proposed policies of a tier",
  scope: "policies:read",
  params: tierParamsSchema,
  reply: proposalsSchema,
});

export const createProposalOperation = operation({
  method: "post",
  path: "/api/v1/policies/{tier}/proposals",
  summary: "Save a draft",
  scope: "policies:write",
  params: tierParamsSchema,
  body: newProposalSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: proposalSchema,
  status: 201,
});

export const changeProposalOperation = operation({
  method: "put",
  path: "/api/v1/policies/{tier}/proposals/{id}",
  summary: "Change a draft",
  scope: "policies:write",
  params: tierRowParamsSchema,
  body: proposalChangeSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: proposalSchema,
});

export const decideProposalOperation = operation({
  method: "post",
  path: "/api/v1/policies/{tier}/proposals/{id}",
  summary: "Submit, approve, reject or withdraw a proposal",
  scope: "policies:write",
  params: tierRowParamsSchema,
  body: proposalActionSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: proposalSchema,
});

export const tierSettingOperation = operation({
  method: "put",
  path: "/api/v1/policies/{tier}/settings",
  summary: "Ask for a second person, or propose to ask for none: that holds once another admin asks for the same",
  scope: "admin",
  caller: "confirmed",
  params: tierParamsSchema,
  body: tierSettingSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: approvalSettingSchema,
});

export const aliasProposalsOperation = operation({
  method: "get",
  path: "/api/v1/aliases/proposals",
  summary: "Proposed alias tables",
  scope: "policies:read",
  reply: aliasProposalsSchema,
});

export const proposeAliasesOperation = operation({
  method: "post",
  path: "/api/v1/aliases/proposals",
  summary: "Propose an alias table, where a second person is asked for",
  scope: "policies:write",
  body: newAliasProposalSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: aliasProposalSchema,
  status: 201,
});

export const decideAliasesOperation = operation({
  method: "post",
  path: "/api/v1/aliases/proposals/{id}",
  summary: "Approve, reject or withdraw a proposed alias table",
  scope: "policies:write",
  params: rowParamsSchema,
  body: aliasProposalActionSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: aliasProposalSchema,
});

export const aliasSettingOperation = operation({
  method: "put",
  path: "/api/v1/aliases/settings",
  summary: "The same for the alias table as for a tier",
  scope: "admin",
  caller: "confirmed",
  body: tierSettingSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: approvalSettingSchema,
});
