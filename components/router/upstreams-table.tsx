import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Pill } from "@/components/ui/pill";
import type { Upstream } from "@/lib/contract/upstreams";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import type { KeyState, UpstreamState } from "@/lib/domain/upstreams/key-state";
import { type Message, message, t } from "@/lib/messages/translate";
import classes from "./router.module.css";
import { modelLine } from "./upstream-draft";

type UpstreamActions = {
  isBusy: boolean;
  /** The one that is being tested. */
  testing: Upstream | undefined;
  onEdit: (upstream: Upstream) => void;
  onTest: (upstream: Upstream) => void;
  onSwitch: (upstream: Upstream) => void;
  onDelete: (upstream: Upstream) => void;
};

type UpstreamsTableProps = {
  upstreams: readonly Upstream[];
  tz: string;
  /** Null for whoever may only look. */
  actions: UpstreamActions | null;
};

const STATES: Record<UpstreamState, { label: Message; tone: "good" | "neutral" | "bad" }> = {
  in_rotation: { label: message("In rotation"), tone: "good" },
  off: { label: message("Off"), tone: "neutral" },
  key_missing: { label: message("Key missing"), tone: "bad" },
};

/** Every upstream: what it serves, whether it is called, and how its last test went. */
export function UpstreamsTable({ upstreams, tz, actions }: UpstreamsTableProps) {
  const columns: DataColumn<Upstream>[] = [
    {
      id: "name",
      header: t("Upstream"),
      wrap: true,
      value: ({ name }) => name,
      cell: ({ name, base_url }) => (
        <>
          {name}
          <p className={classes.muted}>{base_url}</p>
        </>
      ),
    },
    { id: "provider", header: t("Provider"), value: ({ provider }) => provider },
    { id: "region", header: t("Region"), value: ({ region }) => region },
    { id: "models", header: t("Models"), wrap: true, value: ({ models }) => models.map(modelLine).join(", ") },
    { id: "limits", header: t("Limits"), wrap: true, value: describeLimits },
    {
      id: "state",
      header: t("State"),
      wrap: true,
      value: ({ state }) => t(STATES[state].label),
      cell: ({ state, key_state, key_variable }) => (
        <>
          <Pill tone={STATES[state].tone}>{t(STATES[state].label)}</Pill>
          {key_state !== "ready" && <p className={classes.muted}>{describeMissing(key_state, key_variable)}</p>}
        </>
      ),
    },
    {
      id: "test",
      header: t("Last test"),
      wrap: true,
      value: ({ test }) => test?.message ?? null,
      cell: ({ test }) => (test === null ? t("Not tested yet") : <TestResult test={test} tz={tz} />),
    },
    ...(actions ? [actionsColumn(actions)] : []),
  ];
  return <DataTable caption={t("Upstreams")} columns={columns} rows={[...upstreams]} rowKey={({ id }) => String(id)} />;
}

function TestResult({ test, tz }: { test: NonNullable<Upstream["test"]>; tz: string }) {
  const tone = test.result === "ok" ? "good" : test.result === "unproven" ? "warn" : "bad";
  return (
    <div data-tone={tone} className={classes.test}>
      {test.message}
      <p className={classes.muted}>{formatInstant(test.at, tz, "minute")}</p>
    </div>
  );
}

/** "8 at once · 600 requests/min · 2,000,000 tokens/min". */
function describeLimits({ max_concurrency, requests_per_minute, tokens_per_minute }: Upstream): string {
  const parts = [
    max_concurrency !== null && t("{n} at once", { n: formatWhole(max_concurrency) }),
    requests_per_minute !== null && t("{n} requests/min", { n: formatWhole(requests_per_minute) }),
    tokens_per_minute !== null && t("{n} tokens/min", { n: formatWhole(tokens_per_minute) }),
  ];
  return parts.filter(Boolean).join(" · ") || t("none");
}

function describeMissing(state: Exclude<KeyState, "ready">, variable: string | null): string {
  switch (state) {
    case "absent":
      return t("No key was given.");
    case "unset":
      return t("{variable} is not set where the server runs.", { variable: variable ?? "" });
    case "unreadable":
      return t("Its key cannot be read since SWITCHYARD_SECRET was changed: enter it again.");
  }
}

function actionsColumn({ isBusy, testing, ...on }: UpstreamActions): DataColumn<Upstream> {
  return {
    id: "actions",
    header: t("Actions"),
    sortable: false,
    value: () => null,
    cell: (upstream) => {
      const { id, name, is_enabled } = upstream;
      return (
        <div className={classes.buttons}>
          <Button variant="default" aria-label={t("Edit {name}", { name })} onClick={() => on.onEdit(upstream)}>
            {t("Edit")}
          </Button>
          <Button
            variant="default"
            loading={testing?.id === id}
            disabled={isBusy}
            aria-label={t("Test {name}", { name })}
            onClick={() => on.onTest(upstream)}
          >
            {t("Test")}
          </Button>
          <Button
            variant="default"
            disabled={isBusy}
            aria-label={is_enabled ? t("Switch off {name}", { name }) : t("Switch on {name}", { name })}
            onClick={() => on.onSwitch(upstream)}
          >
            {is_enabled ? t("Switch off") : t("Switch on")}
          </Button>
          <Button
            variant="subtle"
            disabled={isBusy}
            aria-label={t("Delete {name}", { name })}
            onClick={() => on.onDelete(upstream)}
          >
            {t("Delete")}
          </Button>
        </div>
      );
    },
  };
}
