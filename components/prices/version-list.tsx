import { Button } from "@/components/ui/button";
import { Pill } from "@/components/ui/pill";
import type { PriceVersion } from "@/lib/contract/prices";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { conditionsKey, describeTerms, standingText } from "./describe-price";
import classes from "./prices.module.css";
import { changesBetween, countingVersion, groupByConditions, openVersion } from "./version-history";

type VersionListProps = {
  versions: readonly PriceVersion[];
  tz: string;
  canEdit: boolean;
  now: number;
  onEdit: (price: PriceVersion, restores: boolean) => void;
};

/** Every version of a pair, newest first: from when to when, what is different, on whose word and why. */
export function VersionList({ versions, tz, canEdit, now, onEdit }: VersionListProps) {
  const groups = groupByConditions(versions);
  const ordered = [...versions].sort((a, b) => Date.parse(b.valid_from) - Date.parse(a.valid_from) || b.id - a.id);
  return (
    <ol className={classes.versions}>
      {ordered.map((price) => {
        const key = conditionsKey(price);
        const group = groups.get(key) ?? [];
        const before = group[group.indexOf(price) + 1] ?? null;
        const isActive = countingVersion(group, now) === price;
        const isOpen = openVersion(versions, key) === price;
        return (
          <li key={price.id} className={classes.version} data-active={isActive || undefined}>
            <h3>
              {t("Version {id}", { id: price.id })}
              {isActive && <Pill tone="accent">{t("active")}</Pill>}
              {Date.parse(price.valid_from) > now && <Pill tone="warn">{t("begins later")}</Pill>}
              <Pill tone={price.standing === "contract" ? "accent" : "neutral"}>{standingText(price.standing)}</Pill>
            </h3>
            <p className={classes.muted}>
              {t("{from} to {to}", {
                from: formatInstant(price.valid_from, tz, "minute"),
                to: price.valid_to === null ? t("further notice") : formatInstant(price.valid_to, tz, "minute"),
              })}{" "}
              · {describeTerms(price)}
            </p>
            <Changes before={before} price={price} />
            {price.reason && <p className={classes.reason}>{price.reason}</p>}
            <p className={classes.muted}>
              {t("{by}, {storedAt} · Source: {source}", {
                by: price.created_by ?? t("Stored by the product"),
                storedAt: formatInstant(price.stored_at, tz, "minute"),
                source: price.source,
              })}
              {price.source_note && ` (${price.source_note})`}
            </p>
            {canEdit && (
              <div className={classes.buttons}>
                {isOpen ? (
                  <Button
                    variant="default"
                    aria-label={t("Change version {id}", { id: price.id })}
                    onClick={() => onEdit(price, false)}
                  >
                    {t("New version")}
                  </Button>
                ) : (
                  <Button
                    variant="subtle"
                    aria-label={t("Restore the terms of version {id}", { id: price.id })}
                    onClick={() => onEdit(price, true)}
                  >
                    {t("Restore these terms")}
                  </Button>
                )}
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Changes({ before, price }: { before: PriceVersion | null; price: PriceVersion }) {
  const changes = changesBetween(before, price);
  if (changes.length === 0) return <p className={classes.muted}>{t("The same amounts as before")}</p>;
  return (
    <ul className={classes.changes}>
      {changes.map(({ label, before: was, after }) => (
        <li key={label}>
          {label} {before && `${was} → `}
          <b>{after}</b>
        </li>
      ))}
    </ul>
  );
}
