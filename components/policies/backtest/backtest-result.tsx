"use client";

import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Explain } from "@/components/ui/explain";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { EmptyBox } from "@/components/ui/state-box";
import type { PublishedPolicy, TierPolicy } from "@/lib/contract/policy";
import { formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { isSame } from "../draft/is-same";
import { ChangeList } from "../parts/change-list";
import textClasses from "../parts/text.module.css";
import { describeSameOpening } from "../thresholds/describe-thresholds";
import own from "./backtest.module.css";
import { BacktestLists } from "./backtest-lists";
import { BacktestStates } from "./backtest-states";
import { describeActive, describeColumns, describeLeftOut, describeOutcome, describeWindow } from "./prepare-backtest";
import { StatsTable } from "./stats-table";
import type { BacktestRuns, FinishedRun } from "./use-backtest";

/** Where the result stands on the page. */
export const RESULT_ID = "backtest-result";

type BacktestResultProps = {
  runs: BacktestRuns;
  policy: TierPolicy | null;
  /** The version that the draft began from; null for a tier without any. */
  published: PublishedPolicy | null;
};

/** What the last run came to, beside one that was kept. */
export function BacktestResult({ runs, policy, published }: BacktestResultProps) {
  const { tz } = useReport();
  const { last, pinned } = runs;
  if (!last) return null;
  const { reply } = last;
  const isOld = policy !== null && !isSame(policy, last.policy);
  const ran = t("{window} · {attempts} attempts of {tier}", {
    window: describeWindow(reply, tz),
    attempts: formatWhole(reply.attempts),
    tier: reply.tier,
  });
  return (
    <Panel
      title={t("Back-test result")}
      subtitle={isOld ? `${ran} · ${t("the draft has changed since")}` : ran}
      actions={
        <>
          {pinned !== last && (
            <Button variant="default" onClick={runs.keep}>
              {t("Pin to compare")}
            </Button>
          )}
          {pinned && (
            <Button variant="subtle" onClick={runs.forget}>
              {t("Unpin draft")}
            </Button>
          )}
          <ExplainBacktest />
        </>
      }
    >
      {reply.attempts === 0 ? (
        <EmptyBox
          title={t("Nothing was recorded")}
          hint={t("No attempts with the tier “{tier}” began in this window; choose another one.", { tier: reply.tier })}
        />
      ) : (
        <Report last={last} pinned={pinned === last ? null : pinned} published={published} />
      )}
    </Panel>
  );
}

type ReportProps = { last: FinishedRun; pinned: FinishedRun | null; published: PublishedPolicy | null };

function Report({ last, pinned, published }: ReportProps) {
  const { tz } = useReport();
  const { reply } = last;
  const leftOut = describeLeftOut(reply);
  const active = describeActive(reply);
  // Of another version than was replayed nothing can be said.
  const compared = published !== null && published.version === reply.active?.version ? published : null;
  const without = compared && describeSameOpening(compared.failover, last.policy.failover);
  const columns = describeColumns(reply, pinned?.reply ?? null);
  return (
    <div className={textClasses.stack}>
      <p className={textClasses.meaning}>
        {describeOutcome(reply)} {active}
      </p>
      {without && <Notice>{without}</Notice>}
      {pinned && (
        <div>
          <p className={textClasses.help}>
            {t("The pinned draft, {window}: {outcome}", {
              window: describeWindow(pinned.reply, tz),
              outcome: describeOutcome(pinned.reply),
            })}
          </p>
          <h3 className={own.heading}>{t("From the pinned draft to this one")}</h3>
          <ChangeList
            before={pinned.policy}
            after={last.policy}
            label={t("From the pinned draft to this one")}
            same={t("Both drafts are the same.")}
          />
        </div>
      )}
      <div className={own.columns} data-compared={pinned !== null || undefined}>
        <div>
          <StatsTable last={last} pinned={pinned} />
          {columns && <p className={textClasses.help}>{columns}</p>}
        </div>
        <BacktestStates reply={reply} />
      </div>
      {(leftOut || reply.evidence.length > 0) && (
        <div>
          <h3 className={own.heading}>{t("What is not known")}</h3>
          {leftOut && <Notice tone="warn">{leftOut}</Notice>}
          <ul className={own.gaps}>
            {reply.evidence.map(({ kind, region, model, text }) => (
              <li key={`${kind} ${region} ${model}`}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      <BacktestLists reply={reply} />
    </div>
  );
}

function ExplainBacktest() {
  return (
    <Explain
      title={t("Back-test")}
      formula={t(
        "replayed = attempts that stay, as recorded + attempts that move, estimated from attempts of the new model in the same hour, region and size class",
      )}
      note={t(
        "The draft and the active policy are replayed in the same way, so that the two can be compared; what was recorded may have been routed by older versions, or by none. Recorded attempts go through the same breaker as live ones, in the order of their ends; it begins closed with an empty window. Moved ones are not counted again. Intervals are 95 % and reflect how few attempts the estimates of moved ones rest on. Retries stay as recorded.",
      )}
    />
  );
}
