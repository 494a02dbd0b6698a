"use client";

import { Anchor, Checkbox, Group } from "@mantine/core";
import { describeCount } from "@/components/ui/describe";
import { Panel } from "@/components/ui/panel";
import { PlainTable } from "@/components/ui/plain-table";
import { Segmented } from "@/components/ui/segmented";
import { TableCsv } from "@/components/ui/table-csv";
import type { Comparison, ComparisonMix } from "@/lib/contract/comparison";
import { MIX_DIMENSIONS, type MixDimension } from "@/lib/domain/comparison/mix";
import { formatPercent, formatWhole } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";
import classes from "./compare.module.css";
import type { TierChoice } from "./compare-queries";
import { describeTierChoice } from "./describe-choice";
import { describeStrides } from "./describe-strides";
import { prepareMix } from "./prepare-mix";
import type { useCompare } from "./use-compare";

const MIX_LABELS: Readonly<Record<MixDimension, Message>> = {
  size: message("Input size"),
  hour: message("Hour of day"),
  region: message("Region"),
  operation: message("Operation"),
};
const TIER_OPTIONS = [
  { value: "common", label: message("Tier in common") },
  { value: "all", label: message("All tiers") },
] as const satisfies readonly { value: TierChoice; label: Message }[];

type Compared = ReturnType<typeof useCompare>;

/** What the models' traffic is made alike by, what that leaves of it, and what each part weighs. */
export function MixPanel(
  props: Pick<Compared, "comparison" | "mix" | "setMix" | "tier" | "tiers" | "absent" | "setTiers" | "query">,
) {
  const { comparison, mix, setMix, tier, tiers, absent, setTiers, query } = props;
  const data = comparison.data?.mix;
  return (
    <Panel
      title={t("Like for like")}
      subtitle={comparison.data ? describeMixRead(comparison.data) : t("The same mix of traffic for every model")}
      actions={
        query.tier.length === 0 || tier !== null ? (
          <Segmented label={t("Tiers compared")} options={TIER_OPTIONS} value={tiers} onChange={setTiers} />
        ) : undefined
      }
    >
      <Checkbox.Group
        label={t("Same mix of")}
        value={[...(mix ?? data?.by ?? [])]}
        onChange={(names) => setMix(MIX_DIMENSIONS.filter((name) => names.includes(name)))}
      >
        <Group gap="md" mt={4}>
          {MIX_DIMENSIONS.map((name) => (
            <Checkbox key={name} size="xs" value={name} label={t(MIX_LABELS[name])} />
          ))}
        </Group>
      </Checkbox.Group>
      <p className={classes.hint}>
        {describeTierChoice({ tiers, tier, absent, filtered: query.tier, asked: query.model })}{" "}
        {mix === null ? (
          data && describeChosen(data.by)
        ) : (
          <Anchor component="button" inherit underline="always" onClick={() => setMix(null)}>
            {t("Choose the finest mix that has enough in common")}
          </Anchor>
        )}
      </p>
      {data && <MixDetails mix={data} />}
    </Panel>
  );
}

function MixDetails({ mix }: { mix: ComparisonMix }) {
  if (mix.by.length === 0) return <p className={classes.hint}>{t("Each model is shown on its own traffic.")}</p>;
  const weights = prepareMix(mix);
  return (
    <details className={classes.details}>
      <summary>{t("Weights of the common mix, and what is left out")}</summary>
      <TableCsv caption={t("Weights of the common mix")} table={() => weights} />
      <PlainTable caption={t("Weights of the common mix")} table={weights} maxHeight={320} />
      {mix.missing.length > 0 && (
        <>
          <h3 className={classes.subtitle}>{t("Left out: not every model has such traffic")}</h3>
          <ul className={classes.missing}>
            {mix.missing.map(({ stratum, share, lacking }) => (
              <li key={stratum}>
                {t("{traffic}: {share} of the attempts, not of {models}", {
                  traffic: stratum,
                  share: formatPercent(share, 1),
                  models: lacking.join(", "),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

function describeMixRead({ mix: { by, strata, common, coverage, attempts }, models }: Comparison): string {
  const read = [describeCount(attempts, t("attempts")), ...describeStrides(models)];
  if (by.length === 0) return read.join(" · ");
  const covered =
    coverage === null
      ? t("nothing to compare")
      : t("{coverage} of the attempts are of the {common} of {strata} kinds of traffic that all models have", {
          coverage: formatPercent(coverage, 1),
          common: formatWhole(common),
          strata: formatWhole(strata),
        });
  return [covered, ...read].join(" · ");
}

/** What was left out, where the server chose, and why. */
function describeChosen(by: readonly MixDimension[]): string | null {
  const left = MIX_DIMENSIONS.filter((name) => !by.includes(name)).map((name) => t(MIX_LABELS[name]).toLowerCase());
  if (left.length === 0) return null;
  return t(
    "Without {left}: with {count, plural, one {it} other {them}}, less than half of the traffic would be in common.",
    { left: left.join(t(" and ")), count: left.length },
  );
}
