import type { FieldErrors } from "../draft/field-errors";

/** Whether something is wrong in a region's own part of the form. Names may hold dots, so the path is not cut at them. */
export function regionError(errors: FieldErrors, region: string): boolean {
  return Object.keys(errors).some((path) => {
    const rest = path.startsWith(`regions.${region}`) ? path.slice(`regions.${region}`.length) : null;
    return rest !== null && /^(\.primary|\.fallbacks(\.\d+)?)?$/.test(rest);
  });
}

/** The region whose tab to open so that the first error can be seen, or null when it can be seen anyway. */
export function regionToOpen(errors: FieldErrors, regions: readonly string[]): string | null {
  const isElsewhere = Object.keys(errors).some((path) => !path.startsWith("regions."));
  return isElsewhere ? null : (regions.find((region) => regionError(errors, region)) ?? null);
}
