import { detectionsOperation } from "./detections";
import { marksOperation } from "./marks";
import { recordsOperation } from "./records";

/** What charts ask for beside their numbers, in the order of the description. */
export const CHART_OPERATIONS = [marksOperation, detectionsOperation, recordsOperation] as const;
