"use client";

import { IconHelpCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/button";
import { t } from "@/lib/messages/translate";
import { Popover } from "./popover";
import classes from "./popover.module.css";

export type Explanation = { formula: string; note?: ReactNode };

/** "Explain this number": the formula behind a number, on demand. */
export function Explain({ title, formula, note }: Explanation & { title: string }) {
  return (
    <Popover
      label={t("{title} explained", { title })}
      align="end"
      width={310}
      trigger={(tie) => (
        <IconButton label={t("Explain {title}", { title })} title={t("Explain this number")} {...tie}>
          <IconHelpCircle size={15} stroke={1.7} />
        </IconButton>
      )}
    >
      {() => (
        <>
          <p className={classes.title}>{title}</p>
          <p className={classes.formula}>{formula}</p>
          {note && <div className={classes.note}>{note}</div>}
        </>
      )}
    </Popover>
  );
}
