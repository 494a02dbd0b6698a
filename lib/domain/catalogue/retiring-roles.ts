import { candidatesOf } from "@/lib/breaker/decision";

type Lists = {
  tier: string;
  primary: string;
  fallbacks: readonly string[];
  regions: Readonly<Record<string, { primary: string; fallbacks: string[] }>>;
};

/** How many attempts of a tier went from a region to a model at a provider. */
export type RoutedAttempts = { tier: string; region: string; model: string; provider: string; attempts: number };

export type RetiringRoleOf = {
  tier: string;
  role: "primary" | "fallback";
  /** Null for the tier's own list. */
  region: string | null;
  left: number;
  attempts: number;
  share: number | null;
};

/**
 * Where policies name a model that ends at a provider, the largest share of a tier's attempts first.
 *
 * Policies name no providers: a list whose attempts at the model all go to another provider loses nothing and is left
 * out; one that sends it none, as a fallback that was not needed, is named.
 */
export function retiringRoles(
  { model, provider }: { model: string; provider: string },
  policies: readonly Lists[],
  traffic: readonly RoutedAttempts[],
): RetiringRoleOf[] {
  const roles = policies.flatMap((policy) => {
    const own = Object.keys(policy.regions);
    return [null, ...own].flatMap((region): RetiringRoleOf[] => {
      const names = candidatesOf(policy, region ?? "");
      const place = names.indexOf(model);
      if (place < 0) return [];
      const there = traffic.filter(
        (row) => row.tier === policy.tier && (region === null ? !own.includes(row.region) : row.region === region),
      );
      const toModel = there.filter((row) => row.model === model);
      const attempts = total(toModel.filter((row) => row.provider === provider));
      if (attempts === 0 && total(toModel) > 0) return [];
      const all = total(there);
      const role = place === 0 ? "primary" : "fallback";
      return [
        { tier: policy.tier, role, region, left: names.length - 1, attempts, share: all === 0 ? null : attempts / all },
      ];
    });
  });
  return roles.sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || a.tier.localeCompare(b.tier));
}

function total(rows: readonly { attempts: number }[]): number {
  return rows.reduce((sum, { attempts }) => sum + attempts, 0);
}
