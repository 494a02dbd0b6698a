import type { LogRecordInput } from "@/lib/contract/log-record";

/**
 * One thing a payload of another tool told: an attempt as our own record (validated like any other), something that is no
 * attempt, or one that cannot be read. `timedByArrival` says that its time depends on when it came, so that sent again it
 * would be another attempt.
 */
export type Entry = { record: LogRecordInput; timedByArrival?: true } | { ignored: string } | { unreadable: string };

/** A body of another tool, unpacked, and when it came: some formats tell no time of their own. */
export type Payload = { text: string; receivedAtUs: number };

/** How another tool's payloads become records. Adding a format is adding one of these to the registry. */
export type Format = {
  /** As in the address: /api/v1/logs/<name>. */
  name: string;
  title: string;
  /** The entries of a payload in its order. Throws INVALID where the whole is not this format. */
  read: (payload: Payload) => Entry[];
};
