import type { Anomalies, Anomaly } from "@/lib/contract/anomalies";
import { DIMENSION_NAMES } from "@/lib/domain/dimension-names";
import { displayUsd, formatPercent } from "@/lib/domain/format";
import { t, textOf } from "@/lib/messages/translate";
import { groupLabel } from "./group-names";

const NAMES_SHOWN = 2;

/** Which days were held against what came before them. */
export function describeSearch({ days_tested, from, to, tz, anomalies }: Anomalies): string {
  return t("{count} of {days, plural, one {# whole day} other {# whole days}} from {from} to before {to} in {zone}", {
    count: anomalies.length,
    days: days_tested,
    from,
    to,
    zone: tz,
  });
}

/** "App crawler +$30.00 (95 % of the rise) · …", of the dimensions that explain most. */
export function describeCauses({ causes }: Pick<Anomaly, "causes">): string {
  if (causes.length === 0) return t("It rose as a whole");
  return causes
    .map(({ dimension, names }) => {
      const shown = names.slice(0, NAMES_SHOWN).map(({ name, rise_usd, share }) => {
        return t("{name} +{rise} ({share} of the rise)", {
          name: name ?? t("no {group}", { group: t(DIMENSION_NAMES[dimension]) }),
          rise: displayUsd(rise_usd),
          share: formatPercent(share, 0),
        });
      });
      return t("{group}: {names}", { group: textOf(groupLabel(dimension)), names: shown.join(", ") });
    })
    .join(" · ");
}
