"use client";

import type { ReactNode } from "react";
import { type Text, textOf } from "@/lib/messages/translate";
import classes from "./popover.module.css";

type SelectProps<T extends string> = {
  label: ReactNode;
  /** Keeps the label for readers only. */
  hideLabel?: boolean;
  options: readonly { value: T; label: Text }[];
  value: T;
  onChange: (value: T) => void;
  width?: number;
  onFocus?: () => void;
};

/** One of many, on the browser's own select: it is searched by typing and familiar on a phone. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, hideLabel = false, options, value, onChange, width, onFocus } = props;
  const select = (
    <select
      className={classes.select}
      style={{ width }}
      value={value}
      aria-label={hideLabel && typeof label === "string" ? label : undefined}
      onFocus={onFocus}
      onPointerEnter={onFocus}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.currentTarget.value);
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {textOf(option.label)}
        </option>
      ))}
    </select>
  );
  if (hideLabel) return select;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the select is inside
    <label className={classes.field}>
      {label}
      {select}
    </label>
  );
}
