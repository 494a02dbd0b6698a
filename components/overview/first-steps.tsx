"use client";

import { useLocalStorage } from "@mantine/hooks";
import { IconCircle, IconCircleCheck } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { RefreshEvery } from "@/components/shell/refresh-every";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import { t } from "@/lib/messages/translate";
import classes from "./overview.module.css";

/** What of a new installation is done. */
export type FirstStepsDone = { hasKey: boolean; hasRecord: boolean; hasPolicy: boolean };

type Step = { title: string; text: ReactNode; isDone: boolean };

const REFRESH_SECONDS = 5;

/** What an admin does first, in order, until all of it is done or is put away; each step ticks itself. */
export function FirstSteps({ done }: { done: FirstStepsDone }) {
  const [isHidden, setHidden] = useLocalStorage({ key: "first-steps-hidden", defaultValue: false });
  const steps = stepsOf(done);
  const left = steps.filter(({ isDone }) => !isDone).length;
  if (left === 0 || isHidden) return null;
  return (
    <div className={classes.firstSteps}>
      <Panel
        title={t("First steps")}
        subtitle={t("{done} of {all} done; each is ticked by itself", {
          done: steps.length - left,
          all: steps.length,
        })}
        actions={
          <Button variant="default" onClick={() => setHidden(true)}>
            {t("Hide")}
          </Button>
        }
      >
        <ol className={classes.steps}>
          {steps.map(({ title, text, isDone }) => (
            <li key={title} data-done={isDone || undefined}>
              {isDone ? <IconCircleCheck size={20} aria-hidden /> : <IconCircle size={20} aria-hidden />}
              <div>
                <strong>{title}</strong> {isDone && <span className={classes.stepDone}>{t("Done")}</span>}
                {!isDone && <p>{text}</p>}
              </div>
            </li>
          ))}
        </ol>
        {/* Each refresh reads the whole page anew: cheap while it is empty, and no longer once records come. */}
        {!done.hasRecord && <RefreshEvery seconds={REFRESH_SECONDS} />}
      </Panel>
    </div>
  );
}

function stepsOf({ hasKey, hasRecord, hasPolicy }: FirstStepsDone): Step[] {
  return [
    {
      title: t("Create a key for your router"),
      text: rich("Under <link>Access</link>, with the scope <code>logs:write</code>. It is shown once.", {
        link: (text) => <Link href="/access">{text}</Link>,
        code: (text) => <code>{text}</code>,
      }),
      isDone: hasKey,
    },
    {
      title: t("Send the first record"),
      text: rich(
        "<link>Ingest</link> has a command to try, and what to set in the tools that log already. Prompts are never stored.",
        { link: (text) => <Link href="/ingest?sender=curl">{text}</Link> },
      ),
      isDone: hasRecord,
    },
    {
      title: t("Publish a policy"),
      text: rich(
        "Say what should happen when a model degrades: under <link>Policies</link>, tried on your own traffic before it is published.",
        { link: (text) => <Link href="/policies">{text}</Link> },
      ),
      isDone: hasPolicy,
    },
  ];
}
