import { operation } from "./operation";
import { tierParamsSchema } from "./path-params";
import {
  aliasesSchema,
  policyBundleSchema,
  policyPublishSchema,
  policyVersionsSchema,
  publishedAliasesSchema,
  publishedPolicySchema,
  rollbackSchema,
} from "./policy";

export const bundleOperation = operation({
  method: "get",
  path: "/api/v1/policies",
  summary: "The bundle routers run",
  scope: "policies:read",
  reply: policyBundleSchema,
  headers: ["If-None-Match"],
});

export const bundleStreamOperation = operation({
  method: "get",
  path: "/api/v1/policies/stream",
  summary: "Each new bundle as a server-sent event",
  scope: "policies:read",
  headers: ["Last-Event-ID"],
});

export const policyOperation = operation({
  method: "get",
  path: "/api/v1/policies/{tier}",
  summary: "A tier's policy",
  scope: "policies:read",
  params: tierParamsSchema,
  reply: publishedPolicySchema,
});

export const publishPolicyOperation = operation({
  method: "put",
  path: "/api/v1/policies/{tier}",
  summary: "Publish a tier's policy",
  scope: "policies:write",
  params: tierParamsSchema,
  body: policyPublishSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: publishedPolicySchema,
  status: 201,
  headers: ["If-Match"],
});

export const policyVersionsOperation = operation({
  method: "get",
  path: "/api/v1/policies/{tier}/versions",
  summary: "A tier's history, newest first",
  scope: "policies:read",
  params: tierParamsSchema,
  reply: policyVersionsSchema,
});

export const rollbackOperation = operation({
  method: "post",
  path: "/api/v1/policies/{tier}/rollback",
  summary: "Publish an older version again",
  scope: "policies:write",
  params: tierParamsSchema,
  body: rollbackSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: publishedPolicySchema,
  status: 201,
  headers: ["If-Match"],
});

export const aliasesOperation = operation({
  method: "get",
  path: "/api/v1/aliases",
  summary: "The alias table",
  scope: "policies:read",
  reply: publishedAliasesSchema,
});

export const publishAliasesOperation = operation({
  method: "put",
  path: "/api/v1/aliases",
  summary: "Replace the alias table",
  scope: "policies:write",
  body: aliasesSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: publishedAliasesSchema,
  status: 201,
  headers: ["If-Match"],
});
