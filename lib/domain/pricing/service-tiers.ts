/** What providers call the tier that their list prices are of. */
const ORDINARY: ReadonlySet<string> = new Set([
  "default",
  "standard",
  "auto",
  "standard_only",
  "on_demand",
  "on-demand",
]);

/** Whether a call was served in a tier that is priced apart where it is sold: batch, flex, priority, fast and the like. */
export function isPricedApart(serviceTier: string | null | undefined): boolean {
  return serviceTier != null && !ORDINARY.has(serviceTier.toLowerCase());
}
