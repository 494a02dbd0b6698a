"use client";

import { Button } from "@/components/ui/button";
import { t } from "@/lib/messages/translate";
import classes from "./charts.module.css";
import { MarksMenu } from "./marks-menu";
import type { MarkList } from "./use-marks";

type ChartControlsProps = {
  title: string;
  zone: string;
  list: MarkList;
  areMarksShown: boolean;
  showMarks: (isShown: boolean) => void;
  /** Leads back out of a zoom; null where there is none. */
  reset: (() => void) | null;
  before: { isWanted: boolean; setWanted: (isWanted: boolean) => void; name: string } | null;
  /** Whether the period before is of all lines and some are hidden. */
  isBeforeHidden: boolean;
};

/** What every chart over time can do, in one row above its picture. */
export function ChartControls(props: ChartControlsProps) {
  const { title, zone, list, areMarksShown, showMarks, reset, before, isBeforeHidden } = props;
  return (
    <div className={classes.controls}>
      <span className={classes.hint}>{t("drag to zoom")}</span>
      {reset && (
        <Button variant="light" aria-label={t("Reset the zoom of {title}", { title })} onClick={reset}>
          {t("Reset zoom")}
        </Button>
      )}
      {before && (
        <button
          type="button"
          className={classes.control}
          aria-pressed={before.isWanted}
          aria-label={t("Draw {name} in {title}", { name: before.name, title })}
          title={
            isBeforeHidden
              ? t("Draws {name}: of all lines together, so while none is hidden", { name: before.name })
              : t("Draws {name} as a dotted line", { name: before.name })
          }
          onClick={() => before.setWanted(!before.isWanted)}
        >
          {t("Before")}
        </button>
      )}
      <MarksMenu {...{ title, zone, ...list }} isShown={areMarksShown} onShow={showMarks} />
    </div>
  );
}
