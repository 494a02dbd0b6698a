import type { LogRecordInput } from "@/lib/contract/log-record";
import type { OtherReading } from "../../usage/tokens";

/** An attempt as it is reported, and the other way to read its usage where nothing decides between the two. */
export type ReportedCall = { record: LogRecordInput; otherReading?: OtherReading };

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

/** The attempt that is stored of a call: where, as which revision, and the digest of what was stored. */
export type StoredCall = { id: string; startUs: number; revision: number; digest: string };

/** What is known of one trace, from however many exports. */
export type KnownTrace = {
  /** The parent of every span, also of those that are no calls. */
  parents: Map<string, string | null>;
  calls: Map<string, KnownCall>;
  /** The calls of which an attempt is stored. */
  stored: Map<string, StoredCall>;
};

export function emptyTrace(): KnownTrace {
  return { parents: new Map(), calls: new Map(), stored: new Map() };
}
