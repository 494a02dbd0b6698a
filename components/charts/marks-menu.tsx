"use client";

import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { formatInstant } from "@/lib/domain/format";
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
      label={`What happened: ${title}`}
      align="end"
      width={340}
      trigger={(tie) => (
        <button
          type="button"
          className={classes.control}
          data-off={isShown ? undefined : true}
          aria-label={`${counts} in ${title}${isShown ? "" : ", hidden"}`}
          title={counts}
          {...tie}
        >
          {marks.length} {marks.length === 1 ? "mark" : "marks"}
        </button>
      )}
    >
      {() => (
        <>
          <p className={classes.marksHead}>
            <span>
              {counts}
              {truncated && "; the newest of each kind"}
            </span>
            <Button variant="default" aria-pressed={isShown} onClick={() => onShow(!isShown)}>
              {isShown ? "Hide on charts" : "Show on charts"}
            </Button>
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing to press */}
          <ol className={classes.marksList} tabIndex={0} aria-label={`Marks of ${title}`}>
            {marks.map((mark) => (
              <li key={`${mark.at}${mark.label}`}>
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
