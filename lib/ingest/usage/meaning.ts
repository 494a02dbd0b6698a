/** What a source's counts mean, where no total of them decides. */
export type Meaning = {
  /** Whether its input counts what was read from the cache and written to it; open where nothing is known. */
  cache: "inside" | "beside" | "open";
  /** Whether its output counts what was reasoned. */
  reasoning: "inside" | "beside";
  /** A sum is the source's own of input and output, so that a total equal to it says nothing of the cache. */
  total: "whole" | "sum";
  /** Gemini's totals count what its tools put into the prompt, which its other counts leave out. */
  countsToolInput?: boolean;
  /** Where such a total has more than all that is told, that is what was reasoned rather than what tools put in. */
  hidesReasoning?: boolean;
  /** Whether audio and images may be counted beside input and output, where a total says so. */
  mayLeaveOutModalities?: boolean;
};

/** As OpenAI counts, and OpenTelemetry's conventions ask of everyone. */
export const INSIDE: Meaning = { cache: "inside", reasoning: "inside", total: "whole" };
/** As Anthropic and Bedrock count. */
export const BESIDE: Meaning = { cache: "beside", reasoning: "inside", total: "whole" };
/** As Gemini counts. */
export const GEMINI: Meaning = { cache: "inside", reasoning: "beside", total: "whole", countsToolInput: true };
/** As xAI's chat completions count. */
export const XAI: Meaning = { cache: "inside", reasoning: "beside", total: "whole" };
/** As either, where nothing more is known. */
export const OPEN: Meaning = { ...INSIDE, cache: "open" };
