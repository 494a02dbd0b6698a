"use client";

import Link from "next/link";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { AliasLink } from "@/components/ui/alias-link";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { PlainTable } from "@/components/ui/plain-table";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import { displayUsd, formatInstant } from "@/lib/domain/format";
import { type PolicyRole, policyRoles } from "./policy-roles";

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

const COLUMNS: DataColumn<PolicyRole>[] = [
  {
    id: "tier",
    header: "Tier",
    value: (row) => row.tier,
    cell: (row) => <Link href={`/policies/${encodeURIComponent(row.tier)}`}>{row.tier}</Link>,
  },
  { id: "region", header: "Region", value: (row) => row.region ?? "every other region" },
  { id: "role", header: "Role", value: (row) => row.role },
];

/** Where policies use the model. */
export function RolesPanel({ model }: { model: string }) {
  const bundle = useLiveQuery(readOptions("/api/v1/policies", {}));
  const roles = bundle.data ? policyRoles(bundle.data, model) : undefined;
  return (
    <Panel title="Roles in policies" subtitle="Where requests are routed to it" span={5}>
      {roles === undefined ? (
        bundle.error ? (
          <FailedBox error={bundle.error} onRetry={() => bundle.refetch()} height={120} />
        ) : (
          <Skeleton height={120} />
        )
      ) : roles.length === 0 ? (
        <EmptyBox title="Not in a policy" hint="No tier names it as primary or fallback." />
      ) : (
        <DataTable
          caption="Roles in policies"
          columns={COLUMNS}
          rows={roles}
          rowKey={(row) => `${row.tier} ${row.region} ${row.role}`}
        />
      )}
    </Panel>
  );
}
