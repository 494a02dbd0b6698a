import { anomaliesOperation } from "./anomalies";
import { breakersOperation } from "./breakers";
import { bridgeOperation } from "./bridge";
import { cascadeOperation } from "./cascade";
import { CHART_OPERATIONS } from "./chart-operations";
import { comparisonOperation } from "./comparison";
import { failoverSpansOperation } from "./failover-spans";
import { failoversOperation } from "./failovers";
import { firingOperation } from "./firing";
import { forecastOperation } from "./forecast";
import type { Operation } from "./operation";
import { bundleOperation, policyVersionsOperation } from "./policy-operations";
import { recommendationOperation } from "./recommendation";
import { requestsOperation } from "./requests";
import { slaOperation } from "./sla";
import { spendOperation } from "./spend";
import { STATS_OPERATIONS } from "./stats-operations";
import { unpricedOperation } from "./unpriced";
import { wasteOperation } from "./waste";

/** What open reports ask for again and again. A browser that only looks at them loads no other operations. */
export const LIVE_OPERATIONS: readonly Operation[] = [
  firingOperation,
  ...STATS_OPERATIONS,
  ...CHART_OPERATIONS,
  comparisonOperation,
  recommendationOperation,
  cascadeOperation,
  spendOperation,
  forecastOperation,
  bridgeOperation,
  anomaliesOperation,
  unpricedOperation,
  wasteOperation,
  failoversOperation,
  failoverSpansOperation,
  breakersOperation,
  slaOperation,
  bundleOperation,
  policyVersionsOperation,
  requestsOperation,
];
