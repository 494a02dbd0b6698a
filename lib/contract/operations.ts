import {
  accountOperation,
  changePasswordOperation,
  confirmOperation,
  endSessionOperation,
  signOutElsewhereOperation,
} from "./account-operations";
import { ALERT_OPERATIONS } from "./alert-operations";
import { anomaliesOperation } from "./anomalies";
import { ATTEMPT_OPERATIONS } from "./attempts";
import { backtestOperation } from "./backtest";
import { breakdownsOperation, createBreakdownOperation, deleteBreakdownOperation } from "./breakdowns";
import { breakersOperation } from "./breakers";
import { bridgeOperation } from "./bridge";
import { BUDGET_OPERATIONS } from "./budget-operations";
import { CHART_OPERATIONS } from "./chart-operations";
import { COMPARISON_OPERATIONS } from "./comparison-operations";
import {
  createScheduleOperation,
  deleteScheduleOperation,
  runScheduleOperation,
  schedulesOperation,
} from "./export-schedules";
import { FAILOVER_OPERATIONS } from "./failover-operations";
import { focusOperation } from "./focus";
import { forecastOperation } from "./forecast";
import { frontierOperation } from "./frontier";
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
import {
  closeMonthOperation,
  monthRowsOperation,
  monthsOperation,
  statementCsvOperation,
  statementOperation,
} from "./months";
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
import { PRICE_OPERATIONS } from "./price-operations";
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
import {
  billModelsOperation,
  changeReconciliationOperation,
  createReconciliationOperation,
  deleteReconciliationOperation,
  previewBillOperation,
  reconciliationOperation,
  reconciliationsOperation,
  rerunReconciliationOperation,
  setBillModelOperation,
} from "./reconciliation-operations";
import { rehearsalOperation } from "./rehearsal";
import { discardOperation, rejectedGroupsOperation, replayOperation } from "./rejected-records";
import { requestsOperation } from "./requests";
import { routeDecisionOperation } from "./route-decision";
import { heartbeatOperation, routersOperation } from "./routers";
import { signingKeysOperation } from "./signing-keys";
import { SLA_OPERATIONS } from "./sla-operations";
import { spendOperation } from "./spend";
import {
  addRecipientOperation,
  recipientsOperation,
  removeRecipientOperation,
  testMailOperation,
} from "./statement-recipients";
import { STATS_OPERATIONS } from "./stats-operations";
import { tierTrafficOperation } from "./tier-traffic";
import { unpricedOperation } from "./unpriced";
import { UPSTREAM_OPERATIONS } from "./upstreams";
import { importUsageFileOperation, storeUsageOperation } from "./usage-record";
import { deleteUsageOperation, usageSourcesOperation } from "./usage-sources";
import {
  addUserOperation,
  changeUserOperation,
  removeUserOperation,
  signOutUserOperation,
  usersOperation,
} from "./user-operations";
import { VIEW_OPERATIONS } from "./views";
import { wasteOperation } from "./waste";
import { whatIfOperation } from "./what-if";

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
  usageSourcesOperation,
  deleteUsageOperation,
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
  rehearsalOperation,
  frontierOperation,
  signingKeysOperation,
  heartbeatOperation,
  routersOperation,
  ...UPSTREAM_OPERATIONS,
  breakersOperation,
  ...FAILOVER_OPERATIONS,
  ...STATS_OPERATIONS,
  ...COMPARISON_OPERATIONS,
  ...SLA_OPERATIONS,
  spendOperation,
  ...PRICE_OPERATIONS,
  wasteOperation,
  unpricedOperation,
  forecastOperation,
  bridgeOperation,
  whatIfOperation,
  anomaliesOperation,
  ...BUDGET_OPERATIONS,
  ...ALERT_OPERATIONS,
  focusOperation,
  monthsOperation,
  closeMonthOperation,
  statementOperation,
  statementCsvOperation,
  monthRowsOperation,
  recipientsOperation,
  addRecipientOperation,
  removeRecipientOperation,
  testMailOperation,
  schedulesOperation,
  createScheduleOperation,
  deleteScheduleOperation,
  runScheduleOperation,
  reconciliationsOperation,
  createReconciliationOperation,
  previewBillOperation,
  reconciliationOperation,
  changeReconciliationOperation,
  deleteReconciliationOperation,
  rerunReconciliationOperation,
  billModelsOperation,
  setBillModelOperation,
  breakdownsOperation,
  createBreakdownOperation,
  deleteBreakdownOperation,
  ...ATTEMPT_OPERATIONS,
  ...CHART_OPERATIONS,
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
  ...VIEW_OPERATIONS,
  livenessOperation,
  readinessOperation,
  openApiOperation,
] as const;

/** Any of the operations that exist, with its own types. */
export type DeclaredOperation = (typeof DECLARED)[number];

/** Every operation of the HTTP interface that exists; a test compares it with the routes on disk. */
export const OPERATIONS: readonly Operation[] = DECLARED;
