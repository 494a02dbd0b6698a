import { LABELS } from "./labels";

/** What a breakdown can be by, beside model and provider, which every one has. */
export const BREAKDOWN_DIMENSIONS = ["app", ...LABELS] as const;
export type BreakdownDimension = (typeof BREAKDOWN_DIMENSIONS)[number];

/** The breakdowns that every store has, beside the one by app alone. */
export const DEFAULT_BREAKDOWNS: readonly (readonly BreakdownDimension[])[] = [
  ...LABELS.map((label) => [label]),
  ["app", "team"],
];

/** The dimensions each once, in the order in which they identify a breakdown. */
export function orderDimensions(dimensions: readonly BreakdownDimension[]): BreakdownDimension[] {
  return BREAKDOWN_DIMENSIONS.filter((name) => dimensions.includes(name));
}
