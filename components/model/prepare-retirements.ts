import type { CatalogueModel } from "@/lib/contract/catalogue";
import type { Retirement, Retirements } from "@/lib/contract/retirements";
import { DAY_MS } from "@/lib/domain/time/units";

/** When a model ends at a provider; `attempts` and `roles` are known of what traffic or a policy needs within half a year. */
export type ModelRetirement = Omit<Retirement, "attempts" | "roles"> & Partial<Pick<Retirement, "attempts" | "roles">>;

type Ending = Pick<CatalogueModel, "model" | "provider" | "retires_on" | "replaced_by" | "source">;

/** The announced ends of a model, the next first: as the catalogue has them, with what policies and traffic lose. */
export function prepareRetirements(
  facts: readonly Ending[],
  { retirements, as_of }: Pick<Retirements, "retirements" | "as_of">,
): ModelRetirement[] {
  const today = Date.parse(as_of.slice(0, 10));
  return facts
    .flatMap(({ model, provider, retires_on, replaced_by, source }): ModelRetirement[] => {
      if (retires_on === null) return [];
      const needed = retirements.find((one) => one.model === model && one.provider === provider);
      const days_left = Math.round((Date.parse(retires_on) - today) / DAY_MS);
      return [needed ?? { model, provider, retires_on, days_left, replaced_by, source }];
    })
    .sort((a, b) => a.days_left - b.days_left || (a.provider < b.provider ? -1 : 1));
}
