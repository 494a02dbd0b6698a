"use client";

import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./charts.module.css";
import { countMarks } from "./mark-kinds";
import { MarkSign } from "./plot-tip";
import type { MarkList } from "./use-marks";

type MarksMenuProps = MarkList & {
  /** Of which chart. */
  title: string;
  zone: string;
  isShown: boolean;
  onShow: (isShown: boolean) => void;
};

/** How many marks a chart has; opens the list of them, and the switch that hides those of all charts. */
export function MarksMenu({ title, marks, truncated, zone, isShown, onShow }: MarksMenuProps) {
  if (marks.length === 0) return null;
  const counts = countMarks(marks);
  return (
    <Popover
      label={t("What happened: {title}", { title })}
      align="end"
      width={340}
      trigger={(tie) => (
        <button
          type="button"
          className={classes.control}
          data-off={isShown ? undefined : true}
          aria-label={
            isShown ? t("{counts} in {title}", { counts, title }) : t("{counts} in {title}, hidden", { counts, title })
          }
          title={counts}
          {...tie}
        >
          {t("{count, plural, one {# mark} other {# marks}}", { count: marks.length })}
        </button>
      )}
    >
      {() => (
        <>
          <p className={classes.marksHead}>
            <span>{truncated ? t("{counts}; the newest of each kind", { counts }) : counts}</span>
            <Button variant="default" aria-pressed={isShown} onClick={() => onShow(!isShown)}>
              {isShown ? t("Hide on charts") : t("Show on charts")}
            </Button>
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing to press */}
          <ol className={classes.marksList} tabIndex={0} aria-label={t("Marks of {title}", { title })}>
            {marks.map((mark, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two marks of one instant may say the same
              <li key={place}>
                <MarkSign mark={mark} />
                <span>
                  <span className={classes.tipAside}>
                    {formatInstant(new Date(mark.at).toISOString(), zone, "minute")}
                  </span>{" "}
                  {mark.label}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </Popover>
  );
}
