import type { Retirement, RetiringRole } from "@/lib/contract/retirements";

/** The form of a tier's policy with the successor in the place that a model leaves; null where no successor is known. */
export function successorHref(
  { model, replaced_by: successor }: Pick<Retirement, "model" | "replaced_by">,
  { tier, region }: Pick<RetiringRole, "tier" | "region">,
): string | null {
  if (successor === null) return null;
  const draft = new URLSearchParams({ replace: model, successor, ...(region !== null && { region }) });
  return `/policies/${encodeURIComponent(tier)}?${draft}`;
}
