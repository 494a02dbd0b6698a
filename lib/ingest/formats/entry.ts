import type { LogRecordInput } from "@/lib/contract/log-record";
import type { OtherReading } from "../usage/tokens";

/**
 * One thing a payload of another tool told: an attempt as our own record (validated like any other), something that is no
 * attempt, or one that cannot be read. `timedByReceipt` says that its time depends on when it came, so that sent again it
 * would be another attempt. `example` is what a thing that is left out is called, never anything of its contents. `isPending`
 * says that a later post may make it one. `otherReading` is the other way to read its usage where nothing decides between two.
 */
export type Entry = (
  | { record: LogRecordInput; timedByReceipt?: true; otherReading?: OtherReading }
  | { ignored: string; example?: string | undefined; isPending?: true }
  | { unreadable: string }
) & {
  /** Of which element of the payload it is, where one may tell several. */
  place?: number;
};

/** What a post says beside its body: where it was sent, and those of its headers that its format reads, by lower-case name. */
export type RequestFacts = { path: string; headers: ReadonlyMap<string, string> };

/** A body of another tool, unpacked, and when it came: some formats tell no time of their own. */
type Payload = { text: string; receivedAtUs: number; request?: RequestFacts | undefined };

/** How another tool's payloads become records. Adding a format is adding one of these to the registry. */
export type Format = {
  /** As in `--source` and, for most, the address: /api/v1/logs/<name>. */
  name: string;
  title: string;
  /** Its attempts tell neither their number nor which is the last, so that both follow from what came together. */
  isRanked?: true;
  /** Whether it reads a header of the post, by its lower-case name; none where this is left out. */
  readsHeader?: (name: string) => boolean;
  /** The entries of a payload in its order. Throws INVALID where the whole is not this format. */
  read: (payload: Payload) => Entry[];
  /** Reads the parts of one file, of which a later one is understood by those before it. */
  open?: () => (payload: Payload) => Entry[];
};
