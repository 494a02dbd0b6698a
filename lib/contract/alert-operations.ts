import { previewedRuleSchema, rulePreviewSchema } from "./alert-preview";
import { alertRuleSchema, alertRulesSchema, newRuleSchema, ruleChangeSchema } from "./alert-rules";
import { alertsSchema, newSilenceSchema, silenceSchema } from "./alerts";
import { channelChangeSchema, channelsSchema, createdChannelSchema, newChannelSchema } from "./channels";
import { DIGEST_OPERATIONS } from "./digests";
import { firingOperation } from "./firing";
import { operation } from "./operation";
import { rowParamsSchema } from "./path-params";

export const alertsOperation = operation({
  method: "get",
  path: "/api/v1/alerts",
  summary: "What fires now, how alerts changed, and silences",
  scope: "metrics:read",
  reply: alertsSchema,
});

export const rulesOperation = operation({
  method: "get",
  path: "/api/v1/alert-rules",
  summary: "Alert rules, and how each was last evaluated",
  scope: "metrics:read",
  reply: alertRulesSchema,
});

export const createRuleOperation = operation({
  method: "post",
  path: "/api/v1/alert-rules",
  summary: "Add an alert rule; budgets:write is enough for rules on spend, anomalies and budgets",
  scope: "any",
  body: newRuleSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: alertRuleSchema,
  status: 201,
});

export const changeRuleOperation = operation({
  method: "patch",
  path: "/api/v1/alert-rules/{id}",
  summary: "Change fields of an alert rule, or switch it off; If-Match names the version that was edited",
  scope: "any",
  params: rowParamsSchema,
  body: ruleChangeSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: alertRuleSchema,
  headers: ["If-Match"],
});

export const deleteRuleOperation = operation({
  method: "delete",
  path: "/api/v1/alert-rules/{id}",
  summary: "Delete an alert rule: its alerts are resolved; If-Match names the version that is deleted",
  scope: "any",
  params: rowParamsSchema,
  headers: ["If-Match"],
  status: 204,
});

export const previewRuleOperation = operation({
  method: "post",
  path: "/api/v1/alert-rules/preview",
  summary: "What a rule would see now, and when it would have fired in the last 30 days; nothing is stored",
  scope: "metrics:read",
  body: previewedRuleSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: rulePreviewSchema,
});

export const channelsOperation = operation({
  method: "get",
  path: "/api/v1/channels",
  summary: "Where alerts are sent, without secrets, and the latest deliveries",
  scope: "metrics:read",
  reply: channelsSchema,
});

export const createChannelOperation = operation({
  method: "post",
  path: "/api/v1/channels",
  summary: "Add a channel; a webhook's signing secret is in this answer alone",
  scope: "alerts:write",
  body: newChannelSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: createdChannelSchema,
  status: 201,
});

export const changeChannelOperation = operation({
  method: "patch",
  path: "/api/v1/channels/{id}",
  summary:
    "Change a channel, or switch it off; an address of another host needs PagerDuty's key again, and gives a webhook a new signing secret. If-Match names the version that was edited",
  scope: "alerts:write",
  params: rowParamsSchema,
  body: channelChangeSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: createdChannelSchema,
  headers: ["If-Match"],
});

export const deleteChannelOperation = operation({
  method: "delete",
  path: "/api/v1/channels/{id}",
  summary: "Delete a channel: what waits to be sent to it is not sent",
  scope: "alerts:write",
  params: rowParamsSchema,
  headers: ["If-Match"],
  status: 204,
});

export const testChannelOperation = operation({
  method: "post",
  path: "/api/v1/channels/{id}/test",
  summary: "Send a test to a channel, at once and once; the list of deliveries says how it went",
  scope: "alerts:write",
  params: rowParamsSchema,
  status: 204,
});

export const createSilenceOperation = operation({
  method: "post",
  path: "/api/v1/silences",
  summary: "Silence alerts until an instant: they fire, and nobody is notified",
  scope: "any",
  body: newSilenceSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: silenceSchema,
  status: 201,
});

export const endSilenceOperation = operation({
  method: "delete",
  path: "/api/v1/silences/{id}",
  summary: "End a silence now",
  scope: "any",
  params: rowParamsSchema,
  status: 204,
});

/** The operations of alerts and digests, in the order of the description. */
export const ALERT_OPERATIONS = [
  alertsOperation,
  firingOperation,
  rulesOperation,
  createRuleOperation,
  changeRuleOperation,
  deleteRuleOperation,
  previewRuleOperation,
  channelsOperation,
  createChannelOperation,
  changeChannelOperation,
  deleteChannelOperation,
  testChannelOperation,
  createSilenceOperation,
  endSilenceOperation,
  ...DIGEST_OPERATIONS,
] as const;
