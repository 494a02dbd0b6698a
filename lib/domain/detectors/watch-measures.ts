import { isIn, type Span, tailChange, typicalChange } from "./change-of";
import { type MeasuredChange, SPEED_MEASURES, type SpeedMeasure } from "./detection";
import { hourNoise } from "./hour-noise";
import { evidenceShare, type HourScore } from "./hour-score";
import type { Step } from "./page-test";
import type { MeanSource, SpeedHour, TailSource } from "./speed-hour";
import { tailScores } from "./tail-scores";
import { hoursToFind } from "./time-to-find";
import { type Scored, typicalScores } from "./typical-scores";

/** One measure of a series, ready to be tested. */
export type WatchedMeasure = {
  measure: SpeedMeasure;
  /** What each hour adds to the evidence of a slowdown, in order. */
  steps: readonly Step[];
  /** In how many hours a slowdown of 20 % is found; null for not within a week. */
  hoursToFind: (threshold: number) => number | null;
  changeIn: (span: Span) => Omit<MeasuredChange, "measure" | "isFound"> | null;
};

export type BaselineInput = { baseline: Span; excluded: readonly Span[] };

const MEANS: Readonly<Record<SpeedMeasure, MeanSource>> = {
  duration_ms: { moments: "durationMs", sign: 1 },
  duration_ms_p95: { moments: "durationMs", sign: 1 },
  ttft_ms: { moments: "ttftMs", sign: 1 },
  ttft_ms_p95: { moments: "ttftMs", sign: 1 },
  output_tokens_per_s: { moments: "tokensPerSecond", sign: -1 },
};
const TAILS: Readonly<Partial<Record<SpeedMeasure, TailSource>>> = {
  duration_ms_p95: { moments: "durationMs", samples: "durationUs" },
  ttft_ms_p95: { moments: "ttftMs", samples: "ttftUs" },
};
const LENGTH: MeanSource = { moments: "outputTokens", sign: 1 };

/** Every measure whose baseline says what is usual. */
export function watchMeasures(hours: readonly SpeedHour[], input: BaselineInput): WatchedMeasure[] {
  const known = new Map<MeanSource["moments"], Scored | null>();
  return SPEED_MEASURES.flatMap((measure) => {
    const source = MEANS[measure];
    const scored = known.get(source.moments) ?? typicalScores(hours, { source, isBaseline: baselineTest(input) });
    known.set(source.moments, scored);
    const watched = scored && watchMeasure(hours, measure, scored);
    return watched ? [watched] : [];
  });
}

/** By how much answers grew longer: it makes them take longer too. */
export function lengthChange(hours: readonly SpeedHour[], { span, ...input }: BaselineInput & { span: Span }) {
  const scored = typicalScores(hours, { source: LENGTH, isBaseline: baselineTest(input) });
  return scored && typicalChange(hours, { scored, source: LENGTH, span, noise: hourNoise(scored.baseline) });
}

function watchMeasure(hours: readonly SpeedHour[], measure: SpeedMeasure, scored: Scored): WatchedMeasure | null {
  const source = MEANS[measure];
  const tail = TAILS[measure];
  if (!tail) {
    const noise = hourNoise(scored.baseline);
    return {
      measure,
      ...testable(scored, noise),
      changeIn: (span) => typicalChange(hours, { scored, source, span, noise }),
    };
  }
  const { usual } = scored;
  const tailed = tailScores(hours, { source: tail, usual, baseline: new Set(scored.baseline.map(({ at }) => at)) });
  if (!tailed) return null;
  const noise = hourNoise(tailed.baseline);
  return {
    measure,
    ...testable(tailed, noise),
    changeIn: (span) => tailChange(hours, { scored: tailed, source: tail, usual, span, noise }),
  };
}

function testable(
  { scores, baseline }: { scores: readonly HourScore[]; baseline: readonly HourScore[] },
  noise: number,
) {
  return {
    steps: scores.map((score) => ({ at: score.at, step: evidenceShare(score, noise) * score.llr })),
    hoursToFind: (threshold: number) => hoursToFind(baseline, { noise, threshold }),
  };
}

function baselineTest({ baseline, excluded }: BaselineInput) {
  return (at: number) => isIn(at, baseline) && !excluded.some((span) => isIn(at, span));
}
