import { z } from "zod";
import { sizeClassOf } from "@/lib/domain/backtest/size-class";
import { MIX_DIMENSIONS, type MixDimension, type Stratum } from "@/lib/domain/comparison/mix";
import { SAMPLED, type Sampled, type StratumGroup } from "@/lib/domain/comparison/standardize";
import { DEFAULT_OPERATION } from "@/lib/domain/operation";
import { OUTCOMES, outcomeOfCode } from "@/lib/domain/outcome";
import { recordOf } from "@/lib/domain/record-of";
import { UNASSIGNED } from "@/lib/domain/report-dimensions";

/** Stands for nothing among values that are never below zero. */
export const NO_VALUE = -1;
const BYTES = 8;

const bytes = z.instanceof(Uint8Array);

/** Attempts of a model as columns, each the bytes of its values behind one another, eight of each. */
export const strataPieceSchema = z.object({
  model: z.string(),
  n: z.number(),
  /** Codes of region and operation. */
  places: bytes,
  /** Block of time, then input tokens and one, hour and outcome. */
  facts: bytes,
  costs: bytes,
  outputs: bytes,
  ttft: bytes,
  duration: bytes,
  rate: bytes,
});
export type StrataPiece = z.output<typeof strataPieceSchema>;

type Counted = { group: StratumGroup; sizes: Record<Sampled, number> };

export type DecodeInput = {
  mix: readonly MixDimension[];
  /** What regions and operations are called, by code. */
  nameOf: ReadonlyMap<number, string>;
  /** Attempts of others are left out; null: of any. */
  operations: readonly string[] | null;
  /** The attempts are of every how many slices of their window. */
  stride: number;
};

/** The attempts of a piece, those of one kind of traffic and block of time together. */
export function decodeStrata(piece: StrataPiece, { mix, nameOf, operations, stride }: DecodeInput): StratumGroup[] {
  const [places, facts] = [viewOf(piece.places), viewOf(piece.facts)];
  const [costs, outputs] = [viewOf(piece.costs), viewOf(piece.outputs)];
  const samples = { ttft: viewOf(piece.ttft), duration: viewOf(piece.duration), rate: viewOf(piece.rate) };
  const has = recordOf(MIX_DIMENSIONS, (name) => mix.includes(name));
  const counted = new Map<string, Counted>();
  const ofAttempt = new Array<Counted | null>(piece.n).fill(null);
  for (let index = 0; index < piece.n; index++) {
    const code = places.getInt32(index * BYTES + 4);
    if (operations && !operations.includes(nameOf.get(code) ?? DEFAULT_OPERATION)) continue;
    const block = facts.getInt32(index * BYTES) - 1;
    const low = facts.getUint32(index * BYTES + 4);
    const tokens = low >>> 14;
    const size = has.size ? sizeClassOf(tokens === 0 ? null : tokens - 1) : null;
    const hour = has.hour ? (low >>> 8) & 31 : null;
    const region = has.region ? places.getInt32(index * BYTES) : null;
    const operation = has.operation ? code : null;
    const key = `${block} ${size} ${hour} ${region} ${operation}`;
    let own = counted.get(key);
    if (!own) {
      const stratum: Stratum = {
        size,
        hour,
        region: region === null ? null : (nameOf.get(region) ?? UNASSIGNED),
        operation: operation === null ? null : (nameOf.get(operation) ?? DEFAULT_OPERATION),
      };
      own = emptyGroup({ model: piece.model, stratum, block, stride });
      counted.set(key, own);
    }
    ofAttempt[index] = own;
    const cost = wideAt(costs, index);
    own.group.attempts++;
    own.group.outcomes[outcomeOfCode(low & 7)]++;
    if (cost !== NO_VALUE) {
      own.group.priced++;
      own.group.cost += cost;
    }
    own.group.outputTokens += Math.max(0, wideAt(outputs, index));
    for (const metric of SAMPLED) if (wideAt(samples[metric], index) !== NO_VALUE) own.sizes[metric]++;
  }
  for (const metric of SAMPLED) shareOut(metric, samples[metric], ofAttempt, counted);
  return [...counted.values()].map(({ group }) => group);
}

function emptyGroup(of: Pick<StratumGroup, "model" | "stratum" | "block" | "stride">): Counted {
  return {
    group: {
      ...{ ...of, attempts: 0, priced: 0, cost: 0, outputTokens: 0 },
      outcomes: recordOf(OUTCOMES, () => 0),
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
  counted: ReadonlyMap<string, Counted>,
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
    const sorted = all.subarray(end - sizes[metric], end).sort();
    const [min, max] = [sorted[0], sorted[sorted.length - 1]];
    const range = min === undefined || max === undefined ? null : { min, max };
    group.samples[metric] = { block: group.block, range, sorted };
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Eight bytes as a number: a cost in 10⁻¹² USD beyond 2^53, of $9,000 for one attempt, loses its last digits. */
function wideAt(view: DataView, index: number): number {
  return view.getInt32(index * BYTES) * 2 ** 32 + view.getUint32(index * BYTES + 4);
}
