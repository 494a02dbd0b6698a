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
  if (!current) return <EmptyBox title="No version yet" hint="The first publish of this tier is its version 1." />;
  return (
    <Panel
      title="History"
      subtitle={`${versions.length} version${versions.length === 1 ? "" : "s"}, newest first; read-only`}
    >
      {done && (
        <Notice tone="good" role="status">
          {done}
        </Notice>
      )}
      <ol className={versionClasses.list} aria-label={`Versions of ${tier}`}>
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
          Show all {versions.length} versions
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
            setDone(`Rolled back: version ${published.version} holds what version ${target.version} held`);
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
        <h3>Version {version.version}</h3>
        {isCurrent && <Pill tone="accent">active</Pill>}
        <span className={textClasses.muted}>
          {version.published_by} ·{" "}
          <time dateTime={version.published_at}>{formatInstant(version.published_at, tz)}</time>
        </span>
        {onRollback && (
          <Button variant="default" onClick={onRollback}>
            Roll back to version {version.version}
          </Button>
        )}
      </div>
      {version.comment && <p className={versionClasses.comment}>“{version.comment}”</p>}
      <ChangeList
        before={previous}
        after={version}
        label={`Changes of version ${version.version}`}
        same="The same values as the version before."
      />
    </li>
  );
}
