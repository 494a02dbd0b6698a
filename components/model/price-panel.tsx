"use client";

import { AliasLink } from "@/components/ui/alias-link";
import { Panel } from "@/components/ui/panel";
import { PlainTable } from "@/components/ui/plain-table";
import { EmptyBox } from "@/components/ui/state-box";
import { displayUsd, formatInstant } from "@/lib/domain/format";

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
  const usd = (value: string | number | null) => (value === null ? "as input" : displayUsd(String(value)));
  const output = (value: string | number | null) => (value === null ? "none" : displayUsd(String(value)));
  return (
    <Panel title="Active price" subtitle="USD per million tokens, by the start time of each attempt" span={7}>
      {prices.length === 0 ? (
        <EmptyBox
          title="No price"
          hint={
            <>
              Attempts of this model have no cost and are left out of every spend total. An <AliasLink /> maps future
              ones to a catalogue model and its price.
            </>
          }
        />
      ) : (
        <PlainTable
          caption="Active prices"
          table={{
            columns: [
              { label: "Provider" },
              { label: "Input", format: usd },
              { label: "Cached input", format: usd },
              { label: "Cache write", format: usd },
              { label: "Output", format: output },
              { label: "Since" },
              { label: "Condition" },
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
