import { DAY_HOURS, expectedLevel, type HourSpan, type Residual } from "./expected-level";
import { type FittedNoise, fitNoise } from "./fit-noise";
import type { HourGrid } from "./hour-grid";
import { clip, createLevelFilter } from "./level-filter";
import { MEASURE_TRAITS, SWAP_MEASURES, type SwapMeasure } from "./measures";

/** A measure of a series: what is usual for it, how it moves, and what of its surprises the measures before it explain. */
export type LearntMeasure = FittedNoise & {
  measure: SwapMeasure;
  residualOf: (hour: number) => Residual | null;
  /** Its surprise per deviation of each measure before it. */
  explained: readonly number[];
  /** The deviation that is left of its surprises then. */
  left: number;
};

/** `days` are those there was data to learn from. */
export type LearntSeries = { span: HourSpan; days: number; measures: readonly LearntMeasure[] };

/** An hour of a measure: its surprise, null without data, and `effect`, the surprises that a shift by 1 would add to it. */
export type Observation = { surprise: number | null; effect: number; levelGain: number; wanderGain: number };

/** Never believe that one measure says nearly all of another. */
const MOST_EXPLAINED = 0.9;

/** Learns a healthy series from a span of hours; null where there is too little of it. */
export function learnSeries(grid: HourGrid, span: HourSpan, daysMin: number): LearntSeries | null {
  const measures: LearntMeasure[] = [];
  const days = new Set<number>();
  for (const measure of SWAP_MEASURES) {
    const { leastSpread } = MEASURE_TRAITS[measure];
    const residualOf = expectedLevel(grid, span, measure, leastSpread);
    if (residualOf === null) continue;
    const residuals = hoursOf(span).map(residualOf);
    const own = new Set(
      hoursOf(span).flatMap((hour, index) => (residuals[index] ? [Math.floor(hour / DAY_HOURS)] : [])),
    );
    if (own.size < daysMin) continue;
    const fitted = fitNoise(residuals, leastSpread);
    if (fitted === null) continue;
    for (const day of own) days.add(day);
    measures.push({ ...fitted, measure, residualOf, explained: [], left: 1 });
  }
  if (!measures.some(({ measure }) => MEASURE_TRAITS[measure].isPrimary)) return null;
  return { span, days: days.size, measures: untangle(measures, span) };
}

function hoursOf({ from, to }: HourSpan): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** What each measure's surprises share with those before it: only what is left is evidence of its own. */
function untangle(measures: readonly LearntMeasure[], span: HourSpan): LearntMeasure[] {
  const untangled: LearntMeasure[] = [];
  const rows: (number | null)[][] = [];
  for (const learnt of measures) {
    const filter = createLevelFilter(learnt.noise);
    const own = hoursOf(span).map((hour) => scaled(filter(learnt.residualOf(hour)).surprise, learnt.scale));
    const explained = rows.map((row) => correlation(own, row));
    const share = explained.reduce((sum, part) => sum + part ** 2, 0);
    const shrink = Math.sqrt(Math.min(1, MOST_EXPLAINED / Math.max(share, Number.EPSILON)));
    const next = {
      ...learnt,
      explained: explained.map((part) => part * shrink),
      left: Math.sqrt(1 - share * shrink ** 2),
    };
    untangled.push(next);
    rows.push(
      own.map((surprise, index) =>
        leftOver(
          next,
          surprise,
          rows.map((row) => row[index] ?? null),
        ),
      ),
    );
  }
  return untangled;
}

function correlation(a: readonly (number | null)[], b: readonly (number | null)[]): number {
  let products = 0;
  let ofA = 0;
  let ofB = 0;
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? null;
    if (one === null || other === null) continue;
    products += one * other;
    ofA += one ** 2;
    ofB += other ** 2;
  }
  return products === 0 ? 0 : products / Math.sqrt(ofA * ofB);
}

function scaled(surprise: number | null, scale: number): number | null {
  return surprise === null ? null : clip(surprise) / scale;
}

function leftOver(
  { explained, left }: LearntMeasure,
  own: number | null,
  before: readonly (number | null)[],
): number | null {
  if (own === null) return null;
  return explained.reduce((rest, part, index) => rest - part * (before[index] ?? 0), own) / left;
}

/** Reads the hours that follow one another from the start of the learnt span: for each, an observation of every measure. */
export function createObserver({ measures }: LearntSeries): (hour: number) => Observation[] {
  const filters = measures.map(({ noise }) => createLevelFilter(noise));
  return (hour) => {
    const seen: (number | null)[] = [];
    return measures.map((learnt, index): Observation => {
      const step = filters[index]?.(learnt.residualOf(hour));
      const surprise = leftOver(learnt, scaled(step?.surprise ?? null, learnt.scale), seen);
      seen.push(surprise);
      if (!step || surprise === null) return { surprise: null, effect: 0, levelGain: 0, wanderGain: 0 };
      const { variance, levelGain, wanderGain } = step;
      return { surprise, effect: 1 / (Math.sqrt(variance) * learnt.scale * learnt.left), levelGain, wanderGain };
    });
  };
}
