"use client";

import { Panel } from "@/components/ui/panel";
import type { WhatIf } from "@/lib/contract/what-if";
import { formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { changeText, describeChange, describeStep } from "./describe-what-if";
import classes from "./what-if.module.css";

/** What each change did, what the answer stands on, and what it leaves out. */
export function GroundsPanel({ data }: { data: WhatIf }) {
  const { steps, changes, assumptions, not_counted } = data;
  return (
    <Panel
      title={t("What it stands on")}
      subtitle={t("What each change did, what was assumed, and what could not be counted")}
    >
      {steps.length > 0 && (
        <section className={classes.grounds} aria-label={t("What each change did")}>
          <h3>{t("Change by change")}</h3>
          <ol>
            {steps.map((step) => {
              const change = changes[step.change];
              return (
                <li key={step.change}>
                  {change && describeChange(change)}: <strong>{changeText(step.difference)}</strong>
                  <span className={classes.aside}> · {describeStep(step)}</span>
                </li>
              );
            })}
          </ol>
        </section>
      )}
      <section className={classes.grounds} aria-label={t("Assumptions")}>
        <h3>{t("Assumed")}</h3>
        <ul>
          {assumptions.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </section>
      {not_counted.length > 0 && (
        <section className={classes.grounds} aria-label={t("Not counted")}>
          <h3>{t("Not counted")}</h3>
          <ul>
            {not_counted.map(({ text, attempts }) => (
              <li key={text}>
                {attempts > 0 && <strong>{t("{attempts} attempts.", { attempts: formatWhole(attempts) })} </strong>}
                {text}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Panel>
  );
}
