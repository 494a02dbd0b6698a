import { comparisonOperation } from "./comparison";
import { winnersOperation } from "./winners";

/** The operations that set models beside each other, in the order of the description. */
export const COMPARISON_OPERATIONS = [winnersOperation, comparisonOperation] as const;
