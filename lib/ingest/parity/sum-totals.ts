import { AppError } from "@/lib/contract/error";
import { PARITY_ROWS_MAX, type ParityRow } from "@/lib/contract/parity";
import { formatUsdOrNull, parseUsd } from "@/lib/domain/pricing/usd";
import { hashOf } from "../values";
import type { Reported, ReportedTotals } from "./totals-of-row";

const NOTHING: Reported = { calls: null, input_tokens: null, output_tokens: null, cost: null };
/** Ids are remembered by a part of their hash: of so many, that two have the same one is unlikely beyond mention. */
const ID_DIGITS = 20;
const IDS_MAX = 5_000_000;

type Summed = { day: string; model: string; provider: string | null; reported: Reported; repeated: Reported | null };

/** Adds up what a tool says by day and model, and what of it comes under an id that came before. */
export function createTotals() {
  const sums = new Map<string, Summed>();
  const ids = new Set<string>();

  function add({ day, model, provider, ...reported }: ReportedTotals, isRepeated = false): void {
    const key = JSON.stringify([day, model, provider]);
    const known = sums.get(key) ?? { day, model, provider, reported: NOTHING, repeated: null };
    if (!sums.has(key) && sums.size >= PARITY_ROWS_MAX) {
      throw new AppError("TOO_LARGE", `The file has more than ${PARITY_ROWS_MAX.toLocaleString("en")} days of models`);
    }
    sums.set(key, {
      ...known,
      reported: sumOf(known.reported, reported),
      repeated: isRepeated ? sumOf(known.repeated ?? NOTHING, reported) : known.repeated,
    });
  }

  return {
    add,
    /** One call of an export, by its id. */
    addCall: (id: string, call: ReportedTotals) => {
      const short = hashOf(id).slice(0, ID_DIGITS);
      add(call, ids.has(short));
      if (ids.size < IDS_MAX) ids.add(short);
    },
    rows: (): ParityRow[] =>
      [...sums.values()].map(({ day, model, provider, reported, repeated }) => ({
        ...{ day, model, provider, ...written(reported) },
        repeated: repeated && written(repeated),
      })),
  };
}

function sumOf(a: Reported, b: Reported): Reported {
  const count = (x: number | null, y: number | null) => (x === null ? y : x + (y ?? 0));
  return {
    calls: count(a.calls, b.calls),
    input_tokens: count(a.input_tokens, b.input_tokens),
    output_tokens: count(a.output_tokens, b.output_tokens),
    cost: a.cost === null ? b.cost : a.cost + (b.cost ?? 0n),
  };
}

function written({ cost, ...counts }: Reported) {
  return { ...counts, cost_usd: formatUsdOrNull(cost) };
}

/** What one call of an export says, in days of UTC. */
export function totalsOfRecord(record: Record<string, unknown>): ReportedTotals | null {
  const { started_at: startedAt, model, provider, input_tokens, output_tokens, cost_usd: cost } = record;
  if (typeof startedAt !== "string" || typeof model !== "string") return null;
  const count = (value: unknown) => (typeof value === "number" ? value : null);
  const isMoney = typeof cost === "number" || typeof cost === "string";
  return {
    day: startedAt.slice(0, 10),
    model,
    provider: typeof provider === "string" ? provider : null,
    ...{ calls: 1, input_tokens: count(input_tokens), output_tokens: count(output_tokens) },
    cost: isMoney ? parseUsd(cost) : null,
  };
}
