import { detectionsOperation } from "./detections";
import { marksOperation } from "./marks";

/** The operations that say what happened to models, in the order of the description. */
export const MARK_OPERATIONS = [marksOperation, detectionsOperation] as const;
