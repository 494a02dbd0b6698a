"use client";

import { IconFileSpreadsheet } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import cards from "@/components/budgets/budgets.module.css";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Explain } from "@/components/ui/explain";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import type { CapacityUse } from "@/lib/contract/capacity-use";
import { displayUsd, formatInstant, formatPercent } from "@/lib/domain/format";
import { describeBreakEven, describeMonth, describeServed, describeTerms } from "./describe-capacity";

type Entry = CapacityUse["capacity"][number];

type CapacityCardsProps = {
  use: UseQueryResult<CapacityUse>;
  canEdit: boolean;
  csvHref: string;
  onEnd: (ending: { id: number; name: string }) => void;
};

const NOTE =
  "Paid is what has accrued in the range; each hour goes to its users by what their tokens cost by the token, or by tokens where a price is missing, and an hour that served nothing is idle. Busy: reserved hours with any use. It pays from the busy share at which such hours cost as much by the token. A month has 730 hours.";

/** What is reserved, how it is used and whether it pays. */
export function CapacityCards({ use, canEdit, csvHref, onEnd }: CapacityCardsProps) {
  const { data, error, refetch } = use;
  const subtitle = data && data.capacity.length > 0 ? describeTotal(data) : "Paid by the hour or month, used or not";
  return (
    <Panel
      title="Reserved capacity"
      subtitle={subtitle}
      actions={
        <>
          <Explain
            title="Reserved capacity"
            formula="Allocated $/M = paid / tokens used; used $/M = price / tokens that it takes"
            note={NOTE}
          />
          {data && data.capacity.length > 0 && (
            <a className={cards.csv} href={csvHref} download>
              <IconFileSpreadsheet size={14} stroke={1.7} aria-hidden /> CSV
            </a>
          )}
        </>
      }
    >
      {data === undefined && error && <FailedBox error={error} onRetry={() => refetch()} height={160} />}
      {data === undefined && !error && <Skeleton height={180} />}
      {data?.capacity.length === 0 && (
        <EmptyBox
          title="No capacity was reserved in this range"
          hint={
            canEdit
              ? "Add what you pay for by the hour or month. Below you see from which use it would pay."
              : "Finance or an admin can add what is paid for by the hour or month."
          }
        />
      )}
      {data && data.capacity.length > 0 && (
        <ul className={cards.cards}>
          {data.capacity.map((entry) => (
            <CapacityCard key={entry.capacity.id} {...{ entry, canEdit, onEnd }} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function describeTotal({ total }: CapacityUse): string {
  return `${displayUsd(total.capacity_usd)} paid, of which ${displayUsd(total.idle_usd)} idle; the same use ${displayUsd(total.token_usd)} by the token, not billed`;
}

type CapacityCardProps = Pick<CapacityCardsProps, "canEdit" | "onEnd"> & { entry: Entry };

function CapacityCard({ entry, canEdit, onEnd }: CapacityCardProps) {
  const { tz } = useReport();
  const { capacity, break_even } = entry;
  const { id, name, valid_from, valid_to } = capacity;
  const { text, tone } = describeBreakEven(break_even);
  const until = valid_to && ` until ${formatInstant(valid_to, tz, "minute")}`;
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
        <Sum label="Paid" value={displayUsd(entry.capacity_usd)} />
        <Sum label="Idle" value={displayUsd(entry.idle_usd)} />
        <Sum label="By the token" value={displayUsd(entry.token_usd)} />
        <Sum label="Allocated $/M" value={displayUsd(entry.allocated_usd_per_m)} />
        <Sum label="Used $/M" value={displayUsd(entry.used_usd_per_m)} />
        {break_even && break_even.utilisation !== null && (
          <Sum label="Throughput used" value={formatPercent(break_even.utilisation, 1)} />
        )}
      </dl>
      {break_even?.month && <p className={cards.muted}>{describeMonth(break_even)}</p>}
      <p className={cards.muted}>
        {describeTerms(capacity)} · from {formatInstant(valid_from, tz, "minute")}
        {until}
      </p>
      {entry.capacity_usd === null && (
        <p className={cards.muted}>A day has no rate of {capacity.currency}: add it to know the cost in dollars.</p>
      )}
      {entry.priced_share !== null && entry.priced_share < 1 && (
        <p className={cards.muted}>{formatPercent(entry.priced_share, 1)} of its attempts have a token price.</p>
      )}
      {canEdit && valid_to === null && (
        <div className={cards.buttons}>
          <Button variant="default" aria-label={`End ${name}`} onClick={() => onEnd({ id, name })}>
            End
          </Button>
        </div>
      )}
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
