"use client";

import { useId } from "react";
import classes from "./popover.module.css";

type TextFieldProps = {
  label: string;
  /** Keeps the label for readers only. */
  hideLabel?: boolean;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  problem?: string | null;
  width?: number;
};

/** A line of text that stands beside a Choice: the same height, the same label. */
export function TextField(props: TextFieldProps) {
  const { label, hideLabel = false, value, onChange, placeholder, problem = null, width } = props;
  const id = useId();
  const input = (
    <input
      id={id}
      className={classes.input}
      style={{ width }}
      value={value}
      placeholder={placeholder}
      aria-label={hideLabel ? label : undefined}
      aria-invalid={problem !== null}
      aria-describedby={problem === null ? undefined : `${id}-problem`}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
  if (hideLabel) return input;
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      {input}
      {problem !== null && (
        <span id={`${id}-problem`} className={classes.error}>
          {problem}
        </span>
      )}
    </div>
  );
}
