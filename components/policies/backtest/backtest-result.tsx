"use client";

import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Explain } from "@/components/ui/explain";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { EmptyBox } from "@/components/ui/state-box";
import type { TierPolicy } from "@/lib/contract/policy";
import { formatWhole } from "@/lib/domain/format";
import { isSame } from "../draft/is-same";
import { ChangeList } from "../parts/change-list";
import textClasses from "../parts/text.module.css";
import own from "./backtest.module.css";
import { BacktestLists } from "./backtest-lists";
import { BacktestStates } from "./backtest-states";
import { FiguresTable } from "./figures-table";
import { describeActive, describeColumns, sayLeftOut, sayOutcome, sayWindow } from "./prepare-backtest";
import type { BacktestRuns, FinishedRun } from "./use-backtest";

/** Where the result stands on the page. */
export const RESULT_ID = "backtest-result";

type BacktestResultProps = { runs: BacktestRuns; policy: TierPolicy | null };

/** What the last run came to, beside one that was kept. */
export function BacktestResult({ runs, policy }: BacktestResultProps) {
  const { tz } = useReport();
  const { last, kept } = runs;
  if (!last) return null;
  const { reply } = last;
  const isOld = policy !== null && !isSame(policy, last.policy);
  return (
    <Panel
      title="Back-test result"
      says={`${sayWindow(reply, tz)} · ${formatWhole(reply.attempts)} attempts of ${reply.tier}${isOld ? " · the draft has changed since" : ""}`}
      actions={
        <>
          {kept !== last && (
            <Button variant="default" onClick={runs.keep}>
              Keep to compare
            </Button>
          )}
          {kept && (
            <Button variant="subtle" onClick={runs.forget}>
              Drop kept draft
            </Button>
          )}
          <ExplainBacktest />
        </>
      }
    >
      {reply.attempts === 0 ? (
        <EmptyBox
          title="Nothing was recorded"
          hint={`No attempts with the tier “${reply.tier}” began in this window; choose another one.`}
        />
      ) : (
        <Report last={last} kept={kept === last ? null : kept} />
      )}
    </Panel>
  );
}

function Report({ last, kept }: { last: FinishedRun; kept: FinishedRun | null }) {
  const { tz } = useReport();
  const { reply } = last;
  const leftOut = sayLeftOut(reply);
  const active = describeActive(reply);
  const columns = describeColumns(reply, kept?.reply ?? null);
  return (
    <div className={textClasses.stack}>
      <p className={textClasses.meaning}>
        {sayOutcome(reply)} {active}
      </p>
      {kept && (
        <div>
          <p className={textClasses.help}>
            The kept draft, {sayWindow(kept.reply, tz)}: {sayOutcome(kept.reply)}
          </p>
          <h3 className={own.heading}>From the kept draft to this one</h3>
          <ChangeList
            before={kept.policy}
            after={last.policy}
            label="From the kept draft to this one"
            same="Both drafts are the same."
          />
        </div>
      )}
      <div className={own.columns} data-compared={kept !== null || undefined}>
        <div>
          <FiguresTable last={last} kept={kept} />
          {columns && <p className={textClasses.help}>{columns}</p>}
        </div>
        <BacktestStates reply={reply} />
      </div>
      {(leftOut || reply.evidence.length > 0) && (
        <div>
          <h3 className={own.heading}>What is not known</h3>
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
      title="Back-test"
      formula="replayed = attempts that stay, as recorded + attempts that move, as the attempts on their new model in the same hour, region and size class were"
      note="The draft and the active policy are replayed in the same way, so that the two can be compared; what was recorded may have been routed by older versions, or by none. Recorded attempts go through the same breaker as live ones, in the order of their ends; it begins closed with an empty window. Moved ones are not judged again. Intervals are 95 % and come of how few attempts the outcomes of moved ones are taken from. Retries stay as recorded."
    />
  );
}
