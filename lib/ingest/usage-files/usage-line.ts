import type { UsageRecordInput } from "@/lib/contract/usage-record";
import type { CallUnits } from "@/lib/domain/pricing/call-units";
import type { Bucket } from "../usage/counts";
import type { Meaning } from "../usage/meaning";
import type { Fields } from "../values";

/** What one line of an export adds to a usage record. Null of a dimension is "none named". */
export type UsageLine = {
  fromUs: number;
  toUs: number;
  provider: string;
  /** Who bills it, where that is not the provider. */
  issuer?: string | null;
  model: string | null;
  team?: string | null;
  app?: string | null;
  key?: string | null;
  operation?: UsageRecordInput["operation"];
  counts?: Partial<Record<Bucket, number | null>>;
  units?: CallUnits;
  amountPico?: bigint | null;
  currency?: string | null;
  /** How the export names what the amount is for: "cached input", "output_tokens". Usage records leave it out. */
  meter?: string | null;
  /** How many tokens the amount is for, where the export says so. */
  meteredTokens?: number | null;
  tier?: string | null;
  /** Before a discount. */
  listPico?: bigint | null;
  /** By how much the amount may be off for its few digits. */
  roundingPico?: bigint;
};

/** An export of one kind; to take another is to add one of these to `USAGE_SOURCES`. */
export type UsageSource = {
  /** As in `--source`. */
  name: string;
  title: string;
  /** What its counts mean. */
  meaning: Meaning;
  /** Whether a row, or a bucket of an API's page, is one of this export. */
  isOf: (row: Fields) => boolean;
  /** What a row adds, nothing where it has no usage; or why it cannot be read. */
  read: (row: Fields) => UsageLine[] | string;
};
