"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import cards from "@/components/budgets/budgets.module.css";
import { useReport } from "@/components/shell/use-report";
import type { CapacityUse } from "@/lib/contract/capacity-use";
import { displayUsd, formatPercent } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { CardsPanel, EndButton } from "./cards-panel";
import { describeBreakEven, describeMonth, describeServed, describeTerms, describeValidity } from "./describe-capacity";

type Entry = CapacityUse["capacity"][number];

type CapacityCardsProps = {
  use: UseQueryResult<CapacityUse>;
  canEdit: boolean;
  csvHref: string;
  onEnd: (ending: { id: number; name: string }) => void;
};

const NOTE = message(
  "Paid is what has accrued in the range; each hour goes to its users by what their tokens cost by the token, or by tokens where a price is missing, and an hour that served nothing is idle. Busy: reserved hours with any use. It pays from the busy share at which such hours cost as much by the token. A month has 730 hours.",
);

/** What is reserved, how it is used and whether it pays. */
export function CapacityCards({ use, canEdit, csvHref, onEnd }: CapacityCardsProps) {
  const { data } = use;
  const subtitle = data && data.capacity.length > 0 ? describeTotal(data) : t("Paid by the hour or month, used or not");
  return (
    <CardsPanel
      title={t("Reserved capacity")}
      subtitle={subtitle}
      explain={{
        formula: t("Allocated $/M = paid / tokens used; used $/M = price / tokens that it takes"),
        note: t(NOTE),
      }}
      csvHref={csvHref}
      query={use}
      countOf={({ capacity }) => capacity.length}
      empty={{
        title: t("No capacity was reserved in this range"),
        hint: canEdit
          ? t("Add what you pay for by the hour or month. Below you see from which use it would pay.")
          : t("Finance or an admin can add what is paid for by the hour or month."),
      }}
    >
      {({ capacity }) =>
        capacity.map((entry) => <CapacityCard key={entry.capacity.id} {...{ entry, canEdit, onEnd }} />)
      }
    </CardsPanel>
  );
}

function describeTotal({ total }: CapacityUse): string {
  return t("{capacityUsd} paid, of which {idleUsd} idle; the same use {tokenUsd} by the token, not billed", {
    capacityUsd: displayUsd(total.capacity_usd),
    idleUsd: displayUsd(total.idle_usd),
    tokenUsd: displayUsd(total.token_usd),
  });
}

type CapacityCardProps = Pick<CapacityCardsProps, "canEdit" | "onEnd"> & { entry: Entry };

function CapacityCard({ entry, canEdit, onEnd }: CapacityCardProps) {
  const { tz } = useReport();
  const { capacity, break_even } = entry;
  const { id, name, valid_to } = capacity;
  const { text, tone } = describeBreakEven(break_even);
  return (
    <li className={cards.card}>
      <div className={cards.cardHead}>
        <h3 className={cards.name}>{name}</h3>
        <span className={cards.muted}>{describeServed(capacity)}</span>
      </div>
      <p className={cards.standing} data-tone={tone}>
        {text}
      </p>
      <dl className={cards.sums}>
        <Sum label={t("Paid")} value={displayUsd(entry.capacity_usd)} />
        <Sum label={t("Idle")} value={displayUsd(entry.idle_usd)} />
        <Sum label={t("By the token")} value={displayUsd(entry.token_usd)} />
        <Sum label={t("Allocated $/M")} value={displayUsd(entry.allocated_usd_per_m)} />
        <Sum label={t("Used $/M")} value={displayUsd(entry.used_usd_per_m)} />
        {break_even && break_even.utilisation !== null && (
          <Sum label={t("Throughput used")} value={formatPercent(break_even.utilisation, 1)} />
        )}
      </dl>
      {break_even?.month && <p className={cards.muted}>{describeMonth(break_even)}</p>}
      <p className={cards.muted}>
        {describeTerms(capacity)} · {describeValidity(capacity, tz)}
      </p>
      {entry.capacity_usd === null && (
        <p className={cards.muted}>
          {t("A day has no rate of {currency}: add it to know the cost in dollars.", { currency: capacity.currency })}
        </p>
      )}
      {entry.priced_share !== null && entry.priced_share < 1 && (
        <p className={cards.muted}>
          {t("{pricedShare} of its attempts have a token price.", {
            pricedShare: formatPercent(entry.priced_share, 1),
          })}
        </p>
      )}
      {canEdit && valid_to === null && <EndButton name={name} onEnd={() => onEnd({ id, name })} />}
    </li>
  );
}

function Sum({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
