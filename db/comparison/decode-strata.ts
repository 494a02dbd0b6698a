import { coarser, type MixDimension, type Stratum, stratumKey } from "@/lib/domain/comparison/mix";
import { SAMPLED, type Sampled, type StratumGroup } from "@/lib/domain/comparison/standardize";
import { OUTCOMES, outcomeOfCode } from "@/lib/domain/outcome";
import { recordOf } from "@/lib/domain/record-of";
import { NO_KIND } from "./strata-kinds";
import { BYTES, NO_VALUE, type StrataPiece, viewOf, wideAt } from "./strata-piece";

type Counted = { group: StratumGroup; sizes: Record<Sampled, number> };

/** What a mix tells apart of kinds of traffic: the kinds by it, and for each of the finer ones which of these it is of. */
export type MixedKinds = { strata: readonly Stratum[]; ofKind: Int32Array };

/** Kinds told apart by all dimensions as a mix tells them apart. */
export function mixKinds(finest: readonly Stratum[], mix: readonly MixDimension[]): MixedKinds {
  const strata: Stratum[] = [];
  const places = new Map<string, number>();
  const ofKind = Int32Array.from(finest, (kind) => {
    const stratum = coarser(kind, mix);
    const key = stratumKey(stratum);
    const place = places.get(key) ?? strata.push(stratum) - 1;
    places.set(key, place);
    return place;
  });
  return { strata, ofKind };
}

export type DecodeInput = {
  /** The kind of each attempt, among all that `mixed` knows; NO_KIND leaves it out. */
  kinds: Int32Array;
  mixed: MixedKinds;
  /** The attempts are of every how many slices of their window. */
  stride: number;
};

const NO_OUTCOMES = recordOf(OUTCOMES, () => 0);

/** The attempts of a piece, those of one kind of traffic and block of time together. */
export function decodeStrata(
  piece: StrataPiece,
  { kinds, mixed: { strata, ofKind }, stride }: DecodeInput,
): StratumGroup[] {
  const facts = viewOf(piece.facts);
  const [costs, outputs] = [viewOf(piece.costs), viewOf(piece.outputs)];
  const samples = { ttft: viewOf(piece.ttft), duration: viewOf(piece.duration), rate: viewOf(piece.rate) };
  const counted = new Map<number, Counted>();
  const ofAttempt = new Array<Counted | null>(piece.n).fill(null);
  for (let index = 0; index < piece.n; index++) {
    const kind = kinds[index] ?? NO_KIND;
    if (kind === NO_KIND) continue;
    const place = ofKind[kind] ?? 0;
    const block = facts.getInt32(index * BYTES) - 1;
    const key = block * strata.length + place;
    let own = counted.get(key);
    if (!own) {
      const stratum = strata[place];
      if (!stratum) throw new RangeError("Every kind is of one of the mixed ones");
      own = emptyGroup({ model: piece.model, stratum, block, stride });
      counted.set(key, own);
    }
    ofAttempt[index] = own;
    const { group, sizes } = own;
    const cost = wideAt(costs, index);
    group.attempts++;
    group.outcomes[outcomeOfCode(facts.getUint32(index * BYTES + 4) & 7)]++;
    if (cost !== NO_VALUE) {
      group.priced++;
      group.cost += cost;
    }
    group.outputTokens += Math.max(0, wideAt(outputs, index));
    if (wideAt(samples.ttft, index) !== NO_VALUE) sizes.ttft++;
    if (wideAt(samples.duration, index) !== NO_VALUE) sizes.duration++;
    if (wideAt(samples.rate, index) !== NO_VALUE) sizes.rate++;
  }
  for (const metric of SAMPLED) shareOut(metric, samples[metric], ofAttempt, counted);
  return [...counted.values()].map(({ group }) => group);
}

function emptyGroup({
  model,
  stratum,
  block,
  stride,
}: Pick<StratumGroup, "model" | "stratum" | "block" | "stride">): Counted {
  return {
    group: {
      ...{ model, stratum, block, stride, attempts: 0, priced: 0, cost: 0, outputTokens: 0 },
      outcomes: { ...NO_OUTCOMES },
      samples: {},
    },
    sizes: { ttft: 0, duration: 0, rate: 0 },
  };
}

/** Gives each group its samples of a metric as a part of one array: an array for each of thousands of groups takes longer than the rest. */
function shareOut(
  metric: Sampled,
  values: DataView,
  ofAttempt: readonly (Counted | null)[],
  counted: ReadonlyMap<number, Counted>,
): void {
  const ends = new Map<Counted, number>();
  let length = 0;
  for (const own of counted.values()) {
    ends.set(own, length);
    length += own.sizes[metric];
  }
  const all = new Float64Array(length);
  for (const [index, own] of ofAttempt.entries()) {
    if (own === null) continue;
    const value = wideAt(values, index);
    if (value === NO_VALUE) continue;
    const end = ends.get(own) ?? 0;
    all[end] = value;
    ends.set(own, end + 1);
  }
  for (const [{ group, sizes }, end] of ends) {
    const sorted = all.subarray(end - sizes[metric], end);
    if (sorted.length > 1) sorted.sort();
    const [min, max] = [sorted[0], sorted[sorted.length - 1]];
    const range = min === undefined || max === undefined ? null : { min, max };
    group.samples[metric] = { block: group.block, range, sorted };
  }
}
