import type { Recommended } from "@/lib/contract/recommendation";
import type { Targets } from "@/lib/domain/comparison/candidate";
import type { PriceOfNines } from "@/lib/domain/comparison/price-of-nines";
import { recommend, type Served } from "@/lib/domain/comparison/recommend";
import { answeredWindow } from "../aggregates/answer-window";
import type { Db } from "../client";
import { type ComparisonInput, readCompared } from "./read-compared";
import { readServed } from "./read-served";

/** Who should answer some traffic first, and who where that one cannot, from what each did with it. */
export async function getRecommendation(
  db: Db,
  { targets, ...input }: ComparisonInput & { targets: Targets },
  readAll: typeof readCompared = readCompared,
): Promise<Recommended> {
  const { filters, retention } = input;
  const { read, candidates, now } = await readAll(db, input);
  const span = { from: read.from, to: read.to };
  const served = span.from >= span.to ? new Map<string, Served>() : await readServed(db, { span, filters, retention });
  const { primary, fallback, because, nines } = recommend({ candidates, served, targets });
  return {
    ...answeredWindow(read, now),
    filters,
    primary,
    fallback,
    because,
    availability: nines && availabilityOf(nines),
  };
}

function availabilityOf({ nines, usdPerThousand, ...known }: PriceOfNines): NonNullable<Recommended["availability"]> {
  const isGained = nines !== null && nines > 0 && usdPerThousand !== null;
  return {
    ...known,
    nines,
    usd_per_thousand: usdPerThousand,
    usd_per_thousand_per_nine: isGained ? usdPerThousand / nines : null,
  };
}
