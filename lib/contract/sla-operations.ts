import { createExclusionOperation, exclusionsOperation, withdrawExclusionOperation } from "./exclusions";
import { slaOperation, slaReportOperation } from "./sla";
import { changeTargetOperation, createTargetOperation, deleteTargetOperation, targetsOperation } from "./targets";

/** The operations of targets and of how they are met, in the order of the description. */
export const SLA_OPERATIONS = [
  slaOperation,
  slaReportOperation,
  targetsOperation,
  createTargetOperation,
  changeTargetOperation,
  deleteTargetOperation,
  exclusionsOperation,
  createExclusionOperation,
  withdrawExclusionOperation,
] as const;
