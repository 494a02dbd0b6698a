"use client";

import { useReport } from "@/components/shell/use-report";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import type { IngestCheck, IngestHealth, IngestSender } from "@/lib/contract/ingest-health";
import { formatInstant, formatPercent, formatWhole } from "@/lib/domain/format";
import { INGEST_CHECKS, type IngestCheckName } from "@/lib/domain/ingest-checks/ingest-checks";
import { CHECK_STATE_WORDS, CHECK_TONES, CHECK_WORDS } from "./check-words";
import classes from "./ingest.module.css";
import { senderName } from "./sender-name";

/** The data-quality tests: those that do not pass by sender with what to do, the others in one line. */
export function ChecksPanel({ senders }: IngestHealth) {
  const broken = INGEST_CHECKS.map((name) => ({ name, found: foundOf(name, senders) })).filter(
    ({ found }) => found.length > 0,
  );
  const passed = INGEST_CHECKS.filter((name) => senders.some((sender) => stateOf(name, sender) === "pass")).filter(
    (name) => !broken.some((check) => check.name === name),
  );
  return (
    <Panel
      title="Data-quality tests"
      says="Run on every record that arrives; judged on the latest hour that has enough of them"
    >
      {broken.length === 0 && passed.length === 0 ? (
        <EmptyBox title="Nothing to test yet" hint="A test speaks from twenty attempts on." />
      ) : (
        <div className={classes.stack}>
          {broken.map(({ name, found }) => (
            <section key={name} className={classes.check}>
              <h3>{CHECK_WORDS[name].title}</h3>
              <ul>
                {found.map(({ sender, check }) => (
                  <Finding key={`${sender.key_id} ${sender.source}`} sender={sender} check={check} />
                ))}
              </ul>
              <p className={classes.help}>{CHECK_WORDS[name].advice}</p>
            </section>
          ))}
          {passed.length > 0 && (
            <p className={classes.help}>
              <Pill tone="good">pass</Pill> {passed.map((name) => CHECK_WORDS[name].title).join(" · ")}
            </p>
          )}
        </div>
      )}
    </Panel>
  );
}

function Finding({ sender, check }: { sender: IngestSender; check: IngestCheck }) {
  const { tz } = useReport();
  return (
    <li>
      <Pill tone={CHECK_TONES[check.state]}>{CHECK_STATE_WORDS[check.state]}</Pill>{" "}
      <strong>{senderName(sender)}</strong>: {formatPercent(check.bad / check.n, 1)} {CHECK_WORDS[check.check].counts} (
      {formatWhole(check.bad)} of {formatWhole(check.n)}), since the hour of {formatInstant(check.since, tz, "minute")}
    </li>
  );
}

function foundOf(name: IngestCheckName, senders: readonly IngestSender[]) {
  return senders.flatMap((sender) => {
    const check = sender.checks.find((one) => one.check === name);
    return check && (check.state === "warn" || check.state === "fail") ? [{ sender, check }] : [];
  });
}

function stateOf(name: IngestCheckName, { checks }: IngestSender) {
  return checks.find(({ check }) => check === name)?.state;
}
