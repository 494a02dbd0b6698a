import ui from "@/components/ui/ui.module.css";
import { t } from "@/lib/messages/translate";
import classes from "./outlook.module.css";
import type { BridgeStep } from "./prepare-bridge";

/** A waterfall that is a table: the bar of each row begins where the one above it ended. */
export function BridgeSteps({ steps }: { steps: readonly BridgeStep[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={t("Why spend changed, step by step")}>
      <table className={classes.steps}>
        <caption className={ui.visuallyHidden}>
          {t("Terms of the difference, from the period before to this one")}
        </caption>
        <thead className={ui.visuallyHidden}>
          <tr>
            <th scope="col">{t("Term")}</th>
            <th scope="col">{t("Amount")}</th>
            <th scope="col">{t("Meaning")}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ key, label, amount, meaning, left, width, tone }) => (
            <tr key={key} data-tone={tone}>
              <th scope="row">{label}</th>
              <td className={classes.amount}>{amount}</td>
              <td className={classes.meaning}>
                <span className={classes.track} aria-hidden="true">
                  <span
                    className={classes.bar}
                    data-tone={tone}
                    style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
                  />
                </span>
                {meaning}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
