"use client";

import { useId } from "react";
import { type Text, textOf } from "@/lib/messages/translate";
import classes from "./segmented.module.css";

type SegmentedProps<T extends string> = {
  label: string;
  options: readonly { value: T; label: Text }[];
  /** Null where none of them is chosen. */
  value: T | null;
  onChange: (value: T) => void;
};

/** A few choices side by side, one of which holds: radio buttons that look like one control. */
export function Segmented<T extends string>({ label, options, value, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={classes.root}>
      {options.map((option) => (
        <label key={option.value} className={classes.segment}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className={classes.input}
          />
          {textOf(option.label)}
        </label>
      ))}
    </div>
  );
}
