import { UNASSIGNED } from "@/lib/domain/report-dimensions";

/** Model and provider of a group, as one text and as names. */
export function pairOf({
  model,
  provider,
}: {
  model?: string | null | undefined;
  provider?: string | null | undefined;
}) {
  const names = { model: model ?? UNASSIGNED, provider: provider ?? UNASSIGNED };
  return { ...names, key: JSON.stringify([names.model, names.provider]) };
}
