"use client";

import { AliasLink } from "@/components/ui/alias-link";
import { Panel } from "@/components/ui/panel";
import { PlainTable } from "@/components/ui/plain-table";
import { rich } from "@/components/ui/rich";
import { EmptyBox } from "@/components/ui/state-box";
import { displayUsd, formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

/** A price as the page shows it: USD per million tokens as decimal text. */
export type ShownPrice = {
  provider: string;
  validFrom: string;
  input: string;
  cachedInput: string | null;
  cacheWrite: string | null;
  /** Null where input alone is sold. */
  output: string | null;
  condition: string;
};

/** What the model costs now, per provider. */
export function PricePanel({ prices }: { prices: ShownPrice[] }) {
  const usd = (value: string | number | null) => (value === null ? t("as input") : displayUsd(String(value)));
  const output = (value: string | number | null) => (value === null ? t("none") : displayUsd(String(value)));
  return (
    <Panel title={t("Active price")} subtitle={t("USD per million tokens, by the start time of each attempt")} span={7}>
      {prices.length === 0 ? (
        <EmptyBox
          title={t("No price")}
          hint={rich(
            "Attempts of this model have no cost and are left out of every spend total. An {alias} maps future ones to a catalogue model and its price.",
            { alias: <AliasLink /> },
          )}
        />
      ) : (
        <PlainTable
          caption={t("Active prices")}
          table={{
            columns: [
              { label: t("Provider") },
              { label: t("Input"), format: usd },
              { label: t("Cached input"), format: usd },
              { label: t("Cache write"), format: usd },
              { label: t("Output"), format: output },
              { label: t("Since") },
              { label: t("Condition") },
            ],
            rows: prices.map((price) => [
              price.provider,
              price.input,
              price.cachedInput,
              price.cacheWrite,
              price.output,
              formatInstant(price.validFrom, "UTC", "day"),
              price.condition,
            ]),
          }}
        />
      )}
    </Panel>
  );
}
