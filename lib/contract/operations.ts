import {
  accountOperation,
  changePasswordOperation,
  confirmOperation,
  endSessionOperation,
  signOutElsewhereOperation,
} from "./account-operations";
import { backtestOperation } from "./backtest";
import { breakdownsOperation, createBreakdownOperation, deleteBreakdownOperation } from "./breakdowns";
import { breakersOperation } from "./breakers";
import { distributionOperation } from "./distribution";
import { failoverDetailOperation, ruleHintsOperation } from "./failover-detail";
import { failoversOperation } from "./failovers";
import { focusOperation } from "./focus";
import { livenessOperation, readinessOperation } from "./health";
import {
  beginImportOperation,
  forgetImportOperation,
  importRowsOperation,
  importsOperation,
  previewImportOperation,
} from "./import-operations";
import { ingestHealthOperation } from "./ingest-health";
import { INTEGRATIONS } from "./integrations";
import { createKeyOperation, keysOperation, revokeKeyOperation } from "./key-operations";
import { checkLogsOperation } from "./log-check";
import { storeLogsOperation } from "./log-record";
import { type Operation, operation } from "./operation";
import { parityOperation } from "./parity";
import {
  aliasesOperation,
  bundleOperation,
  bundleStreamOperation,
  policyOperation,
  policyVersionsOperation,
  publishAliasesOperation,
  publishPolicyOperation,
  rollbackOperation,
} from "./policy-operations";
import {
  aliasProposalsOperation,
  aliasSettingOperation,
  changeProposalOperation,
  createProposalOperation,
  decideAliasesOperation,
  decideProposalOperation,
  proposalsOperation,
  proposeAliasesOperation,
  tierSettingOperation,
} from "./proposal-operations";
import { discardOperation, rejectedGroupsOperation, replayOperation } from "./rejected-records";
import { requestsOperation } from "./requests";
import { routeDecisionOperation } from "./route-decision";
import { heartbeatOperation, routersOperation } from "./routers";
import { seriesOperation } from "./series";
import { signingKeysOperation } from "./signing-keys";
import { spendOperation } from "./spend";
import { statsModelsOperation } from "./stats";
import { tierTrafficOperation } from "./tier-traffic";
import { uptimeOperation } from "./uptime";
import { importUsageFileOperation, storeUsageOperation } from "./usage-record";
import {
  addUserOperation,
  changeUserOperation,
  removeUserOperation,
  signOutUserOperation,
  usersOperation,
} from "./user-operations";
import { winnersOperation } from "./winners";

export type { Operation } from "./operation";

export const openApiOperation = operation({
  method: "get",
  path: "/api/openapi.json",
  summary: "This document",
  scope: "any",
});

// In the order of the description.
const DECLARED = [
  storeLogsOperation,
  storeUsageOperation,
  importUsageFileOperation,
  checkLogsOperation,
  ...INTEGRATIONS,
  ingestHealthOperation,
  rejectedGroupsOperation,
  replayOperation,
  discardOperation,
  importsOperation,
  beginImportOperation,
  previewImportOperation,
  forgetImportOperation,
  importRowsOperation,
  proposalsOperation,
  createProposalOperation,
  changeProposalOperation,
  decideProposalOperation,
  tierSettingOperation,
  aliasProposalsOperation,
  proposeAliasesOperation,
  decideAliasesOperation,
  aliasSettingOperation,
  tierTrafficOperation,
  backtestOperation,
  signingKeysOperation,
  heartbeatOperation,
  routersOperation,
  breakersOperation,
  failoversOperation,
  failoverDetailOperation,
  ruleHintsOperation,
  statsModelsOperation,
  seriesOperation,
  distributionOperation,
  uptimeOperation,
  winnersOperation,
  spendOperation,
  focusOperation,
  breakdownsOperation,
  createBreakdownOperation,
  deleteBreakdownOperation,
  requestsOperation,
  parityOperation,
  bundleOperation,
  policyOperation,
  publishPolicyOperation,
  policyVersionsOperation,
  rollbackOperation,
  bundleStreamOperation,
  routeDecisionOperation,
  aliasesOperation,
  publishAliasesOperation,
  keysOperation,
  createKeyOperation,
  revokeKeyOperation,
  usersOperation,
  addUserOperation,
  changeUserOperation,
  removeUserOperation,
  signOutUserOperation,
  accountOperation,
  confirmOperation,
  changePasswordOperation,
  signOutElsewhereOperation,
  endSessionOperation,
  livenessOperation,
  readinessOperation,
  openApiOperation,
] as const;

/** Any of the operations that exist, with its own types. */
export type DeclaredOperation = (typeof DECLARED)[number];

/** Every operation of the HTTP interface that exists; a test compares it with the routes on disk. */
export const OPERATIONS: readonly Operation[] = DECLARED;
