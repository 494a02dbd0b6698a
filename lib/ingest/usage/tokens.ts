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

/**
 * What a call used, and where nothing decides whether its cache is a part of its input, the input by the other reading:
 * the tokens are then those of the cheaper one.
 */
export type Usage = { tokens: Tokens; ambiguous?: { input_tokens: number } };

/** The mark of an entry whose usage can be read in two ways, to be spread into it. */
export function usageMark({ ambiguous }: Usage): { usageAmbiguous?: true } {
  return ambiguous ? { usageAmbiguous: true } : {};
}
