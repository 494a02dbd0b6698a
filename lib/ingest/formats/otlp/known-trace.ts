import type { LogRecordInput } from "@/lib/contract/log-record";

/** An attempt as it is reported, and whether its usage can be read in two ways. */
export type ReportedCall = { record: LogRecordInput; usageAmbiguous?: true };

/** A call as it would be an attempt by itself, and what tells which calls are one; plain data, to be stored anywhere. */
export type KnownCall = ReportedCall & {
  spanId: string;
  parentSpanId: string | null;
  /** The instrumentation that made it; "" where it is not named. */
  scope: string;
  /** The model asked for, without a maker or a provider before it. */
  asked: string;
  responseId: string | null;
  startUs: number;
  endUs: number;
};

/** What is known of one trace, from however many exports. */
export type KnownTrace = {
  /** The parent of every span, also of those that are no calls. */
  parents: Map<string, string | null>;
  calls: Map<string, KnownCall>;
  /** The calls whose attempts were handed out, with what usage, and as which revision. */
  stored: Map<string, { usage: string; revision: number }>;
};

export function emptyTrace(): KnownTrace {
  return { parents: new Map(), calls: new Map(), stored: new Map() };
}
