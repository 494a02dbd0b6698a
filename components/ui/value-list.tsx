"use client";

import { type ReactNode, useState } from "react";
import { t } from "@/lib/messages/translate";
import classes from "./popover.module.css";

const SEARCHABLE = 8;

type ValueListProps = {
  /** What the values are, for readers and for the search: "models". */
  label: string;
  values: readonly string[];
  chosen: readonly string[];
  max?: number;
  render?: (value: string) => ReactNode;
  onChange: (chosen: string[]) => void;
};

/** A searchable list of boxes to tick. */
export function ValueList({ label, values, chosen, max = 100, render, onChange }: ValueListProps) {
  const [search, setSearch] = useState("");
  // A value in the URL that has not been seen in traffic must still be removable.
  const known = [...new Set([...values, ...chosen])];
  const shown = known.filter((value) => value.toLowerCase().includes(search.toLowerCase()));
  const isFull = chosen.length >= max;
  return (
    <>
      {known.length > SEARCHABLE && (
        <input
          type="search"
          className={classes.input}
          aria-label={t("Search {label}", { label })}
          placeholder={t("Search {label}", { label })}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <fieldset className={classes.options} aria-label={label}>
        {shown.map((value) => {
          const isChosen = chosen.includes(value);
          return (
            <label key={value} className={classes.option}>
              <input
                type="checkbox"
                checked={isChosen}
                disabled={isFull && !isChosen}
                onChange={() => onChange(isChosen ? chosen.filter((one) => one !== value) : [...chosen, value])}
              />
              {render ? render(value) : value}
            </label>
          );
        })}
      </fieldset>
      {shown.length === 0 && (
        <p className={classes.note}>
          {known.length === 0 ? t("No {label} seen in traffic yet", { label }) : t("No {label} match", { label })}
        </p>
      )}
    </>
  );
}
