import type { PolicyBundle } from "@/lib/contract/policy";
import { t } from "@/lib/messages/translate";

export type PolicyRole = { tier: string; region: string | null; role: string };

/** Where a model stands in the policies: primary or which fallback, per tier and region override. */
export function policyRoles(bundle: Pick<PolicyBundle, "tiers">, model: string): PolicyRole[] {
  return Object.values(bundle.tiers).flatMap(({ tier, primary, fallbacks, regions }) => {
    const places = [
      { region: null, primary, fallbacks },
      ...Object.entries(regions).map(([region, override]) => ({ region, ...override })),
    ];
    return places.flatMap((place) => {
      const role = roleIn(place, model);
      return role === null ? [] : [{ tier, region: place.region, role }];
    });
  });
}

function roleIn({ primary, fallbacks }: { primary: string; fallbacks: string[] }, model: string): string | null {
  if (primary === model) return t("primary");
  const place = fallbacks.indexOf(model);
  return place === -1 ? null : t("fallback {place}", { place: place + 1 });
}
