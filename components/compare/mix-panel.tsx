"use client";

import { Anchor, Checkbox, Group } from "@mantine/core";
import { describeCount } from "@/components/ui/describe";
import { Panel } from "@/components/ui/panel";
import { PlainTable } from "@/components/ui/plain-table";
import { Segmented } from "@/components/ui/segmented";
import { TableCsv } from "@/components/ui/table-csv";
import type { ComparisonMix } from "@/lib/contract/comparison";
import { MIX_DIMENSIONS, type MixDimension } from "@/lib/domain/comparison/mix";
import { formatPercent, formatWhole } from "@/lib/domain/format";
import classes from "./compare.module.css";
import type { TierChoice } from "./compare-queries";
import { prepareMix } from "./prepare-mix";
import type { useCompare } from "./use-compare";

const MIX_LABELS: Readonly<Record<MixDimension, string>> = {
  size: "Input size",
  hour: "Hour of day",
  region: "Region",
  operation: "Operation",
};
const TIER_OPTIONS = [
  { value: "common", label: "Tier in common" },
  { value: "all", label: "All tiers" },
] as const satisfies readonly { value: TierChoice; label: string }[];

type Compared = ReturnType<typeof useCompare>;

/** What the models' traffic is made alike by, what that leaves of it, and what each part weighs. */
export function MixPanel(
  props: Pick<Compared, "comparison" | "mix" | "setMix" | "tier" | "tiers" | "absent" | "setTiers" | "query">,
) {
  const { comparison, mix, setMix, tier, tiers, absent, setTiers, query } = props;
  const data = comparison.data?.mix;
  return (
    <Panel
      title="Like for like"
      subtitle={data ? describeMixRead(data) : "The same mix of traffic for every model"}
      actions={
        query.tier.length === 0 || tier !== null ? (
          <Segmented label="Tiers compared" options={TIER_OPTIONS} value={tiers} onChange={setTiers} />
        ) : undefined
      }
    >
      <Checkbox.Group
        label="Same mix of"
        value={[...(mix ?? data?.by ?? [])]}
        onChange={(names) => setMix(MIX_DIMENSIONS.filter((name) => names.includes(name)))}
      >
        <Group gap="md" mt={4}>
          {MIX_DIMENSIONS.map((name) => (
            <Checkbox key={name} size="xs" value={name} label={MIX_LABELS[name]} />
          ))}
        </Group>
      </Checkbox.Group>
      <p className={classes.hint}>
        {tier === null ? describeTiers(tiers, query.tier) : describeTier(tier, absent)}{" "}
        {mix === null ? (
          data && describeChosen(data.by)
        ) : (
          <Anchor component="button" inherit underline="always" onClick={() => setMix(null)}>
            Choose the finest mix that has enough in common
          </Anchor>
        )}
      </p>
      {data && <MixDetails mix={data} />}
    </Panel>
  );
}

function MixDetails({ mix }: { mix: ComparisonMix }) {
  if (mix.by.length === 0) return <p className={classes.hint}>Each model is shown on its own traffic.</p>;
  const weights = prepareMix(mix);
  return (
    <details className={classes.details}>
      <summary>Weights of the common mix, and what is left out</summary>
      <TableCsv caption="Weights of the common mix" table={() => weights} />
      <PlainTable caption="Weights of the common mix" table={weights} maxHeight={320} />
      {mix.missing.length > 0 && (
        <>
          <h3 className={classes.subtitle}>Left out: not every model has such traffic</h3>
          <ul className={classes.missing}>
            {mix.missing.map(({ stratum, share, lacking }) => (
              <li key={stratum}>
                {stratum}: {formatPercent(share, 1)} of the attempts, not of {lacking.join(", ")}
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

function describeMixRead({ by, strata, common, coverage, attempts, stride }: ComparisonMix): string {
  const read = stride === 1 ? "" : ` · every ${formatWhole(stride)}th slice of the window was read`;
  if (by.length === 0) return `${describeCount(attempts, "attempts")}${read}`;
  const covered =
    coverage === null
      ? "nothing to compare"
      : `${formatPercent(coverage, 1)} of the attempts are of the ${formatWhole(common)} of ${formatWhole(strata)} kinds of traffic that all models have`;
  return `${covered} · ${describeCount(attempts, "attempts")}${read}`;
}

/** What was left out, where the server chose, and why. */
function describeChosen(by: readonly MixDimension[]): string | null {
  const left = MIX_DIMENSIONS.filter((name) => !by.includes(name)).map((name) => MIX_LABELS[name].toLowerCase());
  if (left.length === 0) return null;
  return `Without ${left.join(" and ")}: with ${left.length === 1 ? "it" : "them"}, less than half of the traffic would be in common.`;
}

function describeTier(tier: string, absent: string | null): string {
  return absent === null ? `In tier ${tier}, which these models have in common.` : `In tier ${tier}. ${absent}.`;
}

function describeTiers(tiers: TierChoice, filtered: readonly string[]): string {
  if (filtered.length > 0) return `In tier ${filtered.join(", ")}.`;
  return tiers === "all" ? "Over all tiers." : "These models have no tier in common: over all tiers.";
}
