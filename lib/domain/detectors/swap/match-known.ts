import { DAY_MS } from "../../time/units";

/** What is found may be found again a little earlier or later: dates so near each other are of one swap, of which more is known now. */
const SAME_MS = 2 * DAY_MS;

type Dated = { since: Date; returnedModel: string | null };

/**
 * Which known swap each found one is, by their places; each known one is one at most.
 *
 * Those of the same new name first, then the nearest in time where not both have a name: another name is another swap.
 */
export function matchKnown<Known extends Dated>(found: readonly Dated[], known: readonly Known[]): (Known | null)[] {
  const matches = found.map((): Known | null => null);
  const left = new Set(known);
  const isSameName = (a: Dated, b: Dated) => a.returnedModel !== null && a.returnedModel === b.returnedModel;
  const isOneNameless = (a: Dated, b: Dated) => a.returnedModel === null || b.returnedModel === null;
  for (const mayMatch of [isSameName, isOneNameless]) {
    const pairs = found.flatMap((own, index) =>
      [...left].flatMap((other) =>
        mayMatch(own, other) && apart(own, other) <= SAME_MS ? [{ index, own, other }] : [],
      ),
    );
    for (const { index, other } of pairs.sort((a, b) => apart(a.own, a.other) - apart(b.own, b.other))) {
      if (matches[index] !== null || !left.delete(other)) continue;
      matches[index] = other;
    }
  }
  return matches;
}

function apart(a: Dated, b: Dated): number {
  return Math.abs(a.since.getTime() - b.since.getTime());
}
