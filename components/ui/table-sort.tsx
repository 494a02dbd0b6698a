"use client";

import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type Text, t, textOf } from "@/lib/messages/translate";
import { IconButton } from "./button";
import { Select } from "./select";
import classes from "./table-cards.module.css";

type TableSortProps = {
  caption: string;
  /** The columns that can be sorted by. */
  columns: readonly { id: string; header: Text; hint?: Text }[];
  sorted: { id: string; desc: boolean } | undefined;
  onSort: (sorting: { id: string; desc: boolean }) => void;
};

const UNSORTED = "";

/** What the heads of the columns do, where rows are cards and the heads are out of sight. */
export function TableSort({ caption, columns, sorted, onSort }: TableSortProps) {
  const options = columns.map(({ id, header, hint }) => ({ value: id, label: columnLabel({ header, hint }) }));
  const Arrow = sorted?.desc === false ? IconArrowUp : IconArrowDown;
  return (
    <div className={classes.sort}>
      <Select
        label={t("Sort {caption} by", { caption })}
        hideLabel
        options={sorted ? options : [{ value: UNSORTED, label: t("Sort by …") }, ...options]}
        value={sorted?.id ?? UNSORTED}
        onChange={(id) => id !== UNSORTED && onSort({ id, desc: true })}
      />
      {sorted && (
        <IconButton
          title={sorted.desc ? t("Largest first") : t("Smallest first")}
          label={t("Turn the order of {caption}", { caption })}
          onClick={() => onSort({ id: sorted.id, desc: !sorted.desc })}
        >
          <Arrow size={15} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

/** The head of a column in one line. */
export function columnLabel({ header, hint }: { header: Text; hint?: Text | undefined }): string {
  return hint ? `${textOf(header)}, ${textOf(hint)}` : textOf(header);
}
