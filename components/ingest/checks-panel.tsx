"use client";

import { useReport } from "@/components/shell/use-report";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { rich } from "@/components/ui/rich";
import { EmptyBox } from "@/components/ui/state-box";
import type { IngestCheck, IngestHealth, SourceHealth } from "@/lib/contract/ingest-health";
import { formatInstant, formatPercent, formatWhole } from "@/lib/domain/format";
import { INGEST_CHECKS, type IngestCheckName } from "@/lib/domain/ingest-checks/ingest-checks";
import { t } from "@/lib/messages/translate";
import { CHECK_LABELS, CHECK_STATE_LABELS, CHECK_TONES } from "./check-labels";
import classes from "./ingest.module.css";
import { sourceNamer } from "./source-name";

/** The data-quality tests: those that do not pass by source with what to do, the others in one line. */
export function ChecksPanel({ senders: sources }: IngestHealth) {
  const broken = INGEST_CHECKS.map((name) => ({ name, found: foundOf(name, sources) })).filter(
    ({ found }) => found.length > 0,
  );
  const passed = INGEST_CHECKS.filter((name) => sources.some((source) => stateOf(name, source) === "pass")).filter(
    (name) => !broken.some((check) => check.name === name),
  );
  const nameOf = sourceNamer(sources);
  return (
    <Panel
      title={t("Data-quality tests")}
      subtitle={t("Run on every incoming record; the result is that of the latest hour with enough of them")}
    >
      {broken.length === 0 && passed.length === 0 ? (
        <EmptyBox title={t("Nothing to test yet")} hint={t("A test needs at least twenty attempts.")} />
      ) : (
        <div className={classes.stack}>
          {broken.map(({ name, found }) => (
            <section key={name} className={classes.check}>
              <h3>{t(CHECK_LABELS[name].title)}</h3>
              <ul>
                {found.map(({ source, check }) => (
                  <Finding key={`${source.key_id} ${source.source}`} name={nameOf(source)} check={check} />
                ))}
              </ul>
              <p className={classes.help}>{t(CHECK_LABELS[name].advice)}</p>
            </section>
          ))}
          {passed.length > 0 && (
            <p className={classes.help}>
              <Pill tone="good">{t(CHECK_STATE_LABELS.pass)}</Pill>{" "}
              {passed.map((name) => t(CHECK_LABELS[name].title)).join(" · ")}
            </p>
          )}
        </div>
      )}
    </Panel>
  );
}

function Finding({ name, check }: { name: string; check: IngestCheck }) {
  const { tz } = useReport();
  return (
    <li>
      <Pill tone={CHECK_TONES[check.state]}>{t(CHECK_STATE_LABELS[check.state])}</Pill>{" "}
      {rich("<b>{name}</b>: {share} {counts} ({bad} of {n}), since the hour of {since}", {
        b: (text) => <strong>{text}</strong>,
        name,
        share: formatPercent(check.bad / check.n, 1),
        counts: t(CHECK_LABELS[check.check].counts),
        bad: formatWhole(check.bad),
        n: formatWhole(check.n),
        since: formatInstant(check.since, tz, "minute"),
      })}
    </li>
  );
}

function foundOf(name: IngestCheckName, sources: readonly SourceHealth[]) {
  return sources.flatMap((source) => {
    const check = source.checks.find((one) => one.check === name);
    return check && (check.state === "warn" || check.state === "fail") ? [{ source, check }] : [];
  });
}

function stateOf(name: IngestCheckName, { checks }: SourceHealth) {
  return checks.find(({ check }) => check === name)?.state;
}
