"use client";

import { useState } from "react";
import type { TimePlotData } from "@/components/charts/plot-types";
import { TimeChart } from "@/components/charts/time-chart";
import type { MarksQuery } from "@/components/charts/use-marks";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import type { CatalogueModel } from "@/lib/contract/catalogue";
import type { PriceVersion } from "@/lib/contract/prices";
import { displayPrice, formatInstant, UNKNOWN_TEXT } from "@/lib/domain/format";
import { DAY_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { conditionsKey, describeTerms } from "./describe-price";
import { preparePriceSteps, priceStepsTable } from "./prepare-price-steps";
import { pairKey } from "./price-rows";
import classes from "./prices.module.css";
import { useHistory } from "./use-prices";
import { groupByConditions } from "./version-history";
import { VersionList } from "./version-list";

const HEIGHT = 260;
const MARKED_MS_MAX = 400 * DAY_MS;

type PriceTimelineProps = {
  pair: { provider: string; model: string };
  facts: CatalogueModel | null;
  tz: string;
  canEdit: boolean;
  onClose: () => void;
  /** A new version from the terms of one that is stored. */
  onEdit: (price: PriceVersion, restores: boolean) => void;
};

/** What a model cost when, under which conditions, who changed it and why. */
export function PriceTimeline({ pair, facts, tz, canEdit, onClose, onEdit }: PriceTimelineProps) {
  const history = useHistory(pair);
  const [chosen, setChosen] = useState<string | null>(null);
  const [now] = useState(() => Date.now());
  const groups = groupByConditions(history.data?.prices ?? []);
  const key = chosen !== null && groups.has(chosen) ? chosen : keyOfPlainest(history.data?.prices ?? []);
  const versions = groups.get(key) ?? [];
  const plot = preparePriceSteps(versions, now);
  const title = t("Price of {name}", { name: pairKey(pair) });
  return (
    <>
      <TimeChart
        title={title}
        query={history}
        height={HEIGHT}
        subtitle={() =>
          [describeRetirement(facts), t("for a million tokens"), leftOutText(plot.leftOut)].filter(Boolean).join(" · ")
        }
        explain={{
          formula: t("the version that is valid at an attempt's start, the most specific first, then the latest"),
          note: t(
            "A new version ends the one before it under the same conditions. No version is ever rewritten, and costs already stored stay as they are until they are re-priced.",
          ),
        }}
        isEmpty={({ prices }) => prices.length === 0}
        emptyHint={t("Nobody prices this name. Give it a price, or price it as another model.")}
        table={() => priceStepsTable(versions)}
        actions={
          <Button variant="default" onClick={onClose}>
            {t("Close")}
          </Button>
        }
        lead={
          groups.size > 1 && (
            <div className={classes.row}>
              <Select
                label={t("Conditions")}
                options={[...groups].map(([value, [price]]) => ({
                  value,
                  label: price ? describeTerms(price) : value,
                }))}
                value={key}
                onChange={setChosen}
              />
            </div>
          )
        }
        draws="lines"
        plot={() => plot}
        label={t("{title} over time", { title })}
        zone={tz}
        formatValue={(value) => (value === null ? UNKNOWN_TEXT : displayPrice(decimal(value), plot.currency))}
        marks={() => marksQueryOf(plot, pair)}
      />
      {history.data && history.data.prices.length > 0 && (
        <Panel
          title={t("Versions of {name}", { name: pairKey(pair) })}
          subtitle={t("Newest first, under all conditions; times in {tz}", { tz })}
        >
          <VersionList versions={history.data.prices} {...{ tz, canEdit, now, onEdit }} />
        </Panel>
      )}
    </>
  );
}

/** What is marked: as much of it as one question may reach over. */
function marksQueryOf({ from, to }: TimePlotData, { model, provider }: PriceTimelineProps["pair"]): MarksQuery {
  const instant = (at: number) => new Date(at).toISOString();
  return { from: instant(Math.max(from, to - MARKED_MS_MAX)), to: instant(to), model: [model], provider: [provider] };
}

/** The group with the fewest conditions is drawn first. */
function keyOfPlainest(prices: readonly PriceVersion[]): string {
  const keys = [...new Set(prices.map(conditionsKey))];
  return keys.sort((a, b) => a.length - b.length)[0] ?? "";
}

function describeRetirement(facts: CatalogueModel | null): string {
  if (!facts?.retires_on) return "";
  const day = formatInstant(`${facts.retires_on}T00:00:00Z`, "UTC", "day");
  return facts.replaced_by
    ? t("Retires on {day}; replaced by {model}", { day, model: facts.replaced_by })
    : t("Retires on {day}", { day });
}

function leftOutText(count: number): string {
  return count === 0 ? "" : t("{count} earlier versions are in another currency and not drawn", { count });
}

/** Of an axis: no more digits than a price can have. */
const decimal = (value: number) => value.toFixed(6).replace(/0{1,4}$/, "");
