"use client";

import { type ReactNode, useState } from "react";
import { t } from "@/lib/messages/translate";
import { Button } from "./button";
import cards from "./table-cards.module.css";
import classes from "./ui.module.css";

/** As many cards as the style shows on a phone before it is asked for all. */
const CARDS_FIRST = 8;

type TableScrollProps = { caption: string; rowCount: number; maxHeight?: number | undefined; children: ReactNode };

/** The room of a table: it scrolls; on a phone its rows are cards, of which the first few are shown until all are asked for. */
export function TableScroll({ caption, rowCount, maxHeight, children }: TableScrollProps) {
  const [isWhole, setWhole] = useState(false);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={t("{caption}, as a table", { caption })} {...look(isWhole, maxHeight)}>
        {children}
      </section>
      {rowCount > CARDS_FIRST && !isWhole && (
        <div className={cards.more}>
          <Button variant="default" onClick={() => setWhole(true)}>
            {t("Show all {count}", { count: rowCount })}
          </Button>
        </div>
      )}
    </>
  );
}

function look(isWhole: boolean, maxHeight: number | undefined) {
  return {
    className: `${classes.tableScroll} ${cards.cards}`,
    "data-all": isWhole || undefined,
    style: { maxHeight },
  };
}
