"use client";

import { IconColumns3, IconDownload } from "@tabler/icons-react";
import { useMemo } from "react";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { describeRange } from "@/components/ui/describe";
import { Panel } from "@/components/ui/panel";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { ValueList } from "@/components/ui/value-list";
import { searchParams } from "@/lib/client/search-params";
import { ATTEMPT_SORTS, isAttemptName } from "@/lib/domain/attempts/attempt-sort";
import { t, textOf } from "@/lib/messages/translate";
import { ArchiveNote } from "./archive-note";
import { attemptColumns, DEFAULT_COLUMNS } from "./attempt-columns";
import classes from "./attempts.module.css";
import { sortOf } from "./attempts-params";
import { describeCount, describePartial } from "./describe-attempts";
import { useAttempts } from "./use-attempts";

/** The attempts of the selection, in the order asked of the server. */
export function AttemptList() {
  const { tz } = useReport();
  const { pages, asked, params, change } = useAttempts();
  const all = useMemo(() => attemptColumns(tz), [tz]);
  const chosen = params.columns.length > 0 ? params.columns : DEFAULT_COLUMNS;
  const columns = all.filter(({ id }, index) => index === 0 || chosen.includes(id));
  const { sort, order } = sortOf(params);
  const loaded = pages.data?.pages ?? [];
  const [first] = loaded;
  const last = loaded.at(-1);
  const rows = loaded.flatMap(({ attempts }) => attempts);
  const onSort = (id: string) => {
    const by = ATTEMPT_SORTS.find((name) => name === id);
    if (!by) return;
    const [first, other] = isAttemptName(by) ? (["asc", "desc"] as const) : (["desc", "asc"] as const);
    change({ sort: by, order: by === sort && order === first ? other : first });
  };
  return (
    <Panel
      title={t("Attempts behind it")}
      subtitle={
        first &&
        last && (
          <>
            {describeRange(first, tz)} ·{" "}
            {describeCount({ total: first.total, shown: rows.length, hasMore: last.next_cursor !== null })}
            {pages.error && <span role="status"> · {t("refreshing failed; showing the last ones")}</span>}
          </>
        )
      }
      actions={
        <>
          <ColumnsMenu all={all} chosen={chosen} onChange={(names) => change({ columns: names })} />
          <FileLinks asked={asked} />
        </>
      }
    >
      {first === undefined && !pages.error && <Skeleton height={320} />}
      {first === undefined && pages.error && (
        <FailedBox error={pages.error} onRetry={() => void pages.refetch()} retrying={pages.isFetching} height={320} />
      )}
      {first !== undefined && rows.length === 0 && last?.next_cursor === null && (
        <EmptyBox
          title={t("No attempt matches")}
          hint={t(
            "Widen the range or remove a filter. Single attempts are available within the raw retention, and from the archive where there is one; older ones count in totals only.",
          )}
          height={200}
        />
      )}
      {rows.length > 0 && (
        <DataTable
          caption={t("Attempts")}
          columns={columns}
          rows={rows}
          rowKey={(row) => `${row.id} ${row.started_at}`}
          sorting={{ id: sort, desc: order === "desc", onSort }}
          maxHeight={720}
        />
      )}
      <ArchiveNote reads={loaded.map(({ archive }) => archive)} />
      {last?.partial && <p role="status">{describePartial(last, tz)}</p>}
      {last && last.next_cursor !== null && (
        <p className={classes.more}>
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {last.partial ? t("Search on") : t("Show more")}
          </Button>
        </p>
      )}
    </Panel>
  );
}

type ColumnsMenuProps = {
  all: ReturnType<typeof attemptColumns>;
  chosen: readonly string[];
  onChange: (names: string[]) => void;
};

function ColumnsMenu({ all, chosen, onChange }: ColumnsMenuProps) {
  const headerOf = new Map(all.map(({ id, header }) => [id, header]));
  return (
    <Popover
      label={t("Columns")}
      align="end"
      trigger={(tie) => (
        <Button variant="default" leftSection={<IconColumns3 size={14} aria-hidden />} {...tie}>
          {t("Columns")}
        </Button>
      )}
    >
      {() => (
        <>
          <ValueList
            label={t("columns")}
            values={all.slice(1).map(({ id }) => id)}
            chosen={chosen.filter((id) => id !== "started_at")}
            render={(id) => textOf(headerOf.get(id) ?? id)}
            onChange={onChange}
          />
          <Button variant="subtle" onClick={() => onChange([])}>
            {t("Show the usual ones")}
          </Button>
        </>
      )}
    </Popover>
  );
}

/** The selection as files, in the order shown; the server sends up to 100,000 attempts. */
function FileLinks({ asked }: { asked: Parameters<typeof searchParams>[0] }) {
  const search = searchParams(asked).toString();
  return (["csv", "jsonl"] as const).map((format) => (
    <a key={format} className={classes.file} href={`/api/v1/attempts.${format}?${search}`} download>
      <IconDownload size={14} aria-hidden /> {format.toUpperCase()}
    </a>
  ));
}
