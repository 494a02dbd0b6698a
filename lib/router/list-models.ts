import type { Retirement } from "@/lib/domain/catalogue/retirements";
import { SECOND_MS } from "@/lib/domain/time/units";
import { callableNames, type PlanInput } from "./plan-call";

type ModelRow = {
  id: string;
  object: "model";
  created: number;
  owned_by: string;
  /** What an alias stands for. */
  alias_of?: string;
  /** The first day without it, at the provider that ends it first; null where no end is announced. */
  retires_on: string | null;
};

/** What may be asked for, as OpenAI lists models; `created` is when the bundle was published, since nothing else is known. */
export function listModels(
  { bundle, upstreams }: Pick<PlanInput, "bundle" | "upstreams">,
  retirementsOf: (pair: { provider: string; model: string }) => Pick<Retirement, "retiresOn"> | null,
): { object: "list"; data: ModelRow[] } {
  const { tiers, aliases, models } = callableNames({ bundle, upstreams });
  const created = bundle.published_at ? Math.floor(Date.parse(bundle.published_at) / SECOND_MS) : 0;
  const providersOf = (model: string) =>
    upstreams
      .list()
      .flatMap((upstream) => (upstream.models.some((each) => each.model === model) ? upstream.provider : []));
  const row = (id: string, model: string | null): ModelRow => {
    const providers = model === null ? [] : [...new Set(providersOf(model))];
    const ends = providers
      .flatMap((provider) => retirementsOf({ provider, model: model ?? "" })?.retiresOn ?? [])
      .sort();
    const owner = providers.length === 1 ? providers[0] : undefined;
    return { id, object: "model", created, owned_by: owner ?? "switchyard", retires_on: ends[0] ?? null };
  };
  return {
    object: "list",
    data: [
      ...tiers.map((tier) => row(tier, null)),
      ...models.map((model) => row(model, model)),
      ...aliases.map((alias) => {
        const model = bundle.aliases[alias] ?? null;
        return { ...row(alias, model), ...(model !== null && { alias_of: model }) };
      }),
    ],
  };
}
