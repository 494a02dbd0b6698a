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

type Gathered = Omit<StratumGroup, "samples"> & { values: Record<Sampled, number[]> };

/** The attempts of a piece, those of one kind of traffic and block of time together. */
export function decodeStrata(
  piece: StrataPiece,
  mix: readonly MixDimension[],
  nameOf: ReadonlyMap<number, string>,
): StratumGroup[] {
  const [places, facts] = [viewOf(piece.places), viewOf(piece.facts)];
  const [costs, outputs] = [viewOf(piece.costs), viewOf(piece.outputs)];
  const samples = { ttft: viewOf(piece.ttft), duration: viewOf(piece.duration), rate: viewOf(piece.rate) };
  const has = recordOf(MIX_DIMENSIONS, (name) => mix.includes(name));
  const gathered = new Map<string, Gathered>();
  for (let index = 0; index < piece.n; index++) {
    const block = facts.getInt32(index * BYTES) - 1;
    const low = facts.getUint32(index * BYTES + 4);
    const tokens = low >>> 14;
    const size = has.size ? sizeClassOf(tokens === 0 ? null : tokens - 1) : null;
    const hour = has.hour ? (low >>> 8) & 31 : null;
    const region = has.region ? places.getInt32(index * BYTES) : null;
    const operation = has.operation ? places.getInt32(index * BYTES + 4) : null;
    const key = `${block} ${size} ${hour} ${region} ${operation}`;
    const group =
      gathered.get(key) ??
      emptyGroup(piece.model, block, {
        size,
        hour,
        region: region === null ? null : (nameOf.get(region) ?? UNASSIGNED),
        operation: operation === null ? null : (nameOf.get(operation) ?? DEFAULT_OPERATION),
      });
    gathered.set(key, group);
    const cost = wideAt(costs, index);
    group.attempts++;
    group.outcomes[outcomeOfCode(low & 7)]++;
    if (cost !== NO_VALUE) {
      group.priced++;
      group.cost += cost;
    }
    group.outputTokens += Math.max(0, wideAt(outputs, index));
    for (const metric of SAMPLED) {
      const value = wideAt(samples[metric], index);
      if (value !== NO_VALUE) group.values[metric].push(value);
    }
  }
  return [...gathered.values()].map(({ values, ...group }) => ({
    ...group,
    samples: recordOf(SAMPLED, (metric) => samplesOf(values[metric], group.block)),
  }));
}

function emptyGroup(model: string, block: number, stratum: Stratum): Gathered {
  return {
    ...{ model, stratum, block, attempts: 0, priced: 0, cost: 0, outputTokens: 0 },
    outcomes: recordOf(OUTCOMES, () => 0),
    values: { ttft: [], duration: [], rate: [] },
  };
}

function samplesOf(values: readonly number[], block: number) {
  const sorted = Float64Array.from(values).sort();
  const [min, max] = [sorted[0], sorted.at(-1)];
  return { block, range: min === undefined || max === undefined ? null : { min, max }, sorted };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Eight bytes as a number: a cost in 10⁻¹² USD beyond 2^53, of $9,000 for one attempt, loses its last digits. */
function wideAt(view: DataView, index: number): number {
  return view.getInt32(index * BYTES) * 2 ** 32 + view.getUint32(index * BYTES + 4);
}
