"use client";

import { useQueries } from "@tanstack/react-query";
import Link from "next/link";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeNoData } from "@/components/ui/describe";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import { formatInstant } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";
import classes from "./overview.module.css";
import { overviewQueries } from "./overview-queries";
import { type Change, prepareChanges } from "./prepare-changes";

const SHOWN = 12;
const KINDS: Record<Change["kind"], Message> = {
  policy: message("policy"),
  failover: message("failover"),
  recovered: message("recovered"),
  unpriced: message("unpriced"),
};

/** What changed in the window: policy saves, failovers, and models that turned up without a price. */
export function ChangesPanel() {
  const { query, tz } = useReport();
  const queries = overviewQueries({ query, tz });
  const carry = useCarriedHref();
  const stats = useLiveQuery(readOptions("/api/v1/stats/models", queries.stats));
  const failovers = useLiveQuery(readOptions("/api/v1/failovers", queries.failovers));
  const bundle = useLiveQuery(readOptions("/api/v1/policies", {}));
  const tiers = Object.keys(bundle.data?.tiers ?? {});
  const versions = useQueries({
    queries: tiers.map((name) => readOptions("/api/v1/policies/{tier}/versions", { tier: name })),
    combine: (results) => results.flatMap(({ data }) => data?.versions ?? []),
  });
  const error = stats.error ?? failovers.error ?? bundle.error;

  if (!stats.data || !failovers.data || !bundle.data) {
    return (
      <Panel title={t("What changed")} subtitle={describeNoData(error)}>
        {error ? (
          <FailedBox error={error} onRetry={() => failovers.refetch()} height={160} />
        ) : (
          <Skeleton height={160} />
        )}
      </Panel>
    );
  }
  const changes = prepareChanges({ stats: stats.data, failovers: failovers.data.failovers, versions });
  return (
    <Panel
      title={t("What changed")}
      subtitle={
        changes.length > SHOWN
          ? t("In the window, newest first · {shown} of {count}", { shown: SHOWN, count: changes.length })
          : t("In the window, newest first")
      }
      actions={<Link href={carry("/failovers")}>{t("All failovers")}</Link>}
    >
      {changes.length === 0 ? (
        <EmptyBox
          title={t("Nothing changed")}
          hint={t("No policy was saved, no failover fired, and every model is priced.")}
        />
      ) : (
        <ol className={classes.changes}>
          {changes.slice(0, SHOWN).map((change) => (
            <ChangeRow key={change.key} change={change} zone={tz} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function ChangeRow({ change, zone }: { change: Change; zone: string }) {
  return (
    <li>
      <span className={classes.changeAt}>
        {change.at ? formatInstant(change.at, zone, "minute") : t("In the window")}
      </span>
      <Pill tone={change.tone}>{t(KINDS[change.kind])}</Pill>
      <span className={classes.changeText}>{change.text}</span>
    </li>
  );
}
