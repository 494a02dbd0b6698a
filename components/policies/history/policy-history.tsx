"use client";

import { useState } from "react";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import type { PublishedPolicy } from "@/lib/contract/policy";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { ChangeList } from "../parts/change-list";
import textClasses from "../parts/text.module.css";
import versionClasses from "../parts/versions.module.css";
import classes from "./history.module.css";
import type { RollbackAction } from "./rollback-action";
import { RollbackDialog } from "./rollback-dialog";

const AT_FIRST = 30;

type PolicyHistoryProps = {
  tier: string;
  /** Newest first. */
  versions: readonly PublishedPolicy[];
  readOnly: boolean;
  rollback: RollbackAction;
};

/** Every version of a policy: who, when, why, and what changed; each but the current one can be made current again. */
export function PolicyHistory({ tier, versions, readOnly, rollback }: PolicyHistoryProps) {
  const [shown, setShown] = useState(AT_FIRST);
  const [target, setTarget] = useState<PublishedPolicy | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const current = versions[0];
  if (!current)
    return <EmptyBox title={t("No version yet")} hint={t("The first publish of this tier is its version 1.")} />;
  return (
    <Panel
      title={t("History")}
      subtitle={t("{count, plural, one {# version} other {# versions}}, newest first; read-only", {
        count: versions.length,
      })}
    >
      {done && (
        <Notice tone="good" role="status">
          {done}
        </Notice>
      )}
      <ol className={versionClasses.list} aria-label={t("Versions of {tier}", { tier })}>
        {versions.slice(0, shown).map((version, index) => (
          <VersionItem
            key={version.version}
            version={version}
            previous={versions[index + 1] ?? null}
            isCurrent={index === 0}
            onRollback={readOnly || index === 0 ? undefined : () => setTarget(version)}
          />
        ))}
      </ol>
      {versions.length > shown && (
        <Button variant="default" className={classes.more} onClick={() => setShown(versions.length)}>
          {t("Show all {count} versions", { count: versions.length })}
        </Button>
      )}
      {target && (
        <RollbackDialog
          current={current}
          target={target}
          rollback={rollback}
          onClose={() => setTarget(null)}
          onDone={(published) => {
            setTarget(null);
            setDone(
              t("Rolled back: version {version} holds what version {older} held", {
                version: published.version,
                older: target.version,
              }),
            );
          }}
        />
      )}
    </Panel>
  );
}

type VersionItemProps = {
  version: PublishedPolicy;
  previous: PublishedPolicy | null;
  isCurrent: boolean;
  onRollback: (() => void) | undefined;
};

function VersionItem({ version, previous, isCurrent, onRollback }: VersionItemProps) {
  const { tz } = useReport();
  return (
    <li data-current={isCurrent || undefined}>
      <div className={versionClasses.head}>
        <h3>{t("Version {version}", { version: version.version })}</h3>
        {isCurrent && <Pill tone="accent">{t("active")}</Pill>}
        <span className={textClasses.muted}>
          {version.published_by} ·{" "}
          <time dateTime={version.published_at}>{formatInstant(version.published_at, tz)}</time>
        </span>
        {onRollback && (
          <Button variant="default" onClick={onRollback}>
            {t("Roll back to version {version}", { version: version.version })}
          </Button>
        )}
      </div>
      {version.comment && <p className={versionClasses.comment}>“{version.comment}”</p>}
      <ChangeList
        before={previous}
        after={version}
        label={t("Changes of version {version}", { version: version.version })}
        same={t("The same values as the version before.")}
      />
    </li>
  );
}
