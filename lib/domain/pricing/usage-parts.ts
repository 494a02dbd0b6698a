import type { CallUnits } from "./call-units";

/** Tokens of other kinds than text, as parts of input or output, what was written to live for an hour, and what is no token. */
export type UsageParts = {
  /** How many calls used it; null of a sum that does not say, which graduated prices and fees for a call cannot be taken of. */
  attempts: number | null;
  cacheWrite1h: number;
  audioInput: number;
  /** Null where nobody says how much of the audio came from the cache. */
  cachedAudioInput: number | null;
  imageInput: number;
  audioOutput: number;
  imageOutput: number;
  units: CallUnits | null;
};

/** Text alone. Compare with it by identity. */
export const NO_PARTS: UsageParts = {
  attempts: 1,
  cacheWrite1h: 0,
  audioInput: 0,
  cachedAudioInput: null,
  imageInput: 0,
  audioOutput: 0,
  imageOutput: 0,
  units: null,
};

type Count = number | null | undefined;

/** The parts of what was sent; NO_PARTS itself where there are none. */
export function usagePartsOf(sent: {
  attempts?: number | null;
  cacheWrite1hTokens?: Count;
  audioInputTokens?: Count;
  cachedAudioInputTokens?: Count;
  imageInputTokens?: Count;
  audioOutputTokens?: Count;
  imageOutputTokens?: Count;
  units?: CallUnits | null | undefined;
}): UsageParts {
  const units = sent.units != null && Object.values(sent.units).some((count) => count > 0) ? sent.units : null;
  const parts = {
    attempts: sent.attempts === undefined ? 1 : sent.attempts,
    cacheWrite1h: sent.cacheWrite1hTokens ?? 0,
    audioInput: sent.audioInputTokens ?? 0,
    cachedAudioInput: sent.cachedAudioInputTokens ?? null,
    imageInput: sent.imageInputTokens ?? 0,
    audioOutput: sent.audioOutputTokens ?? 0,
    imageOutput: sent.imageOutputTokens ?? 0,
    units,
  };
  const tokens = parts.cacheWrite1h + parts.audioInput + parts.imageInput + parts.audioOutput + parts.imageOutput;
  return tokens === 0 && units === null && parts.attempts === 1 ? NO_PARTS : parts;
}
