import { failoverDetailOperation, ruleHintsOperation } from "./failover-detail";
import { failoverSpansOperation } from "./failover-spans";
import { failoversOperation } from "./failovers";

/** The operations of the transitions of breakers, in the order of the description. */
export const FAILOVER_OPERATIONS = [
  failoversOperation,
  failoverSpansOperation,
  failoverDetailOperation,
  ruleHintsOperation,
] as const;
