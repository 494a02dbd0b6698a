import { distributionOperation } from "./distribution";
import { seriesOperation } from "./series";
import { sizeClassesOperation } from "./size-classes";
import { statsModelsOperation } from "./stats";
import { uptimeOperation } from "./uptime";

/** The operations of what models did, in the order of the description. */
export const STATS_OPERATIONS = [
  statsModelsOperation,
  seriesOperation,
  distributionOperation,
  sizeClassesOperation,
  uptimeOperation,
] as const;
