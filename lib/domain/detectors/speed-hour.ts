import type { SketchPairs } from "../sketch/sketch";
import type { HourProfile } from "./hour-profile";

/** An hour with the samples themselves, in µs: what tails are read from. Which names answered makes no difference to speed. */
export type SpeedHour = Omit<HourProfile, "returnedModels"> & {
  readonly samples: { readonly durationUs: SketchPairs; readonly ttftUs: SketchPairs };
};

/** What an hour is measured by: the logarithms a mean is of, or the samples a tail is of. */
export type MeanSource = {
  readonly moments: "durationMs" | "ttftMs" | "tokensPerSecond" | "outputTokens";
  readonly sign: 1 | -1;
};
export type TailSource = { readonly moments: "durationMs" | "ttftMs"; readonly samples: "durationUs" | "ttftUs" };
