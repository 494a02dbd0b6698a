import { OUTCOME_CODES, type Outcome } from "@/lib/domain/outcome";

/** Whether the stored code in a column (an SQL expression) is that of one of these outcomes. */
export function outcomeIn(column: string, outcomes: readonly Outcome[]): string {
  const codes = outcomes.map((outcome) => OUTCOME_CODES[outcome]).sort((a, b) => a - b);
  const [first = -1, last = first] = [codes[0], codes.at(-1)];
  if (first === last) return `${column} = ${first}`;
  // A range is checked faster than a list.
  if (last - first !== codes.length - 1) return `${column} in (${codes.join(", ")})`;
  return first === 0 ? `${column} <= ${last}` : `${column} between ${first} and ${last}`;
}

/** The columns of rollup rows that count these outcomes, added up. */
export function sumOfOutcomes(outcomes: readonly Outcome[], column: (name: string) => string = (name) => name): string {
  return outcomes.map(column).join(" + ");
}
