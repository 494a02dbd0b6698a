import type { LogRecordInput } from "@/lib/contract/log-record";

/** What a call used, as the fields of a record: input is all input, cached or not, output all output, reasoned or not. */
export type Tokens = Pick<
  LogRecordInput,
  | "input_tokens"
  | "cached_input_tokens"
  | "cache_write_tokens"
  | "cache_write_1h_tokens"
  | "output_tokens"
  | "reasoning_tokens"
  | "audio_input_tokens"
  | "audio_output_tokens"
  | "image_input_tokens"
  | "units"
  | "usage_source"
>;

/** What a call used where its counts are read the other way: these instead of those of its tokens. */
export type OtherReading = { input_tokens: number; output_tokens?: number };

/** What a call used, and the other reading where nothing decides between two: which one costs less says its price. */
export type Usage = { tokens: Tokens; ambiguous?: OtherReading };

/** The mark of an entry whose usage can be read in two ways, to be spread into it. */
export function usageMark({ ambiguous }: Usage): { otherReading?: OtherReading } {
  return ambiguous ? { otherReading: ambiguous } : {};
}
