"use client";

import { useId, useState } from "react";
import popover from "@/components/ui/popover.module.css";

type CommitFieldProps = {
  label: string;
  value: string;
  /** What is wrong with a text, or null. */
  check: (text: string) => string | null;
  /** Called with a text that is right, when the field is left or Enter is pressed. */
  onCommit: (text: string) => void;
  width?: number;
  placeholder?: string;
};

/** A field of a scenario: what is typed becomes part of the address once it is finished. */
export function CommitField({ label, value, check, onCommit, width = 110, placeholder }: CommitFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? value;
  const problem = typed === null ? null : check(typed.trim());

  function commit() {
    if (typed === null || check(typed.trim()) !== null) return;
    setTyped(null);
    if (typed.trim() !== value) onCommit(typed.trim());
  }

  return (
    <div className={popover.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={popover.input}
        style={{ width }}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        placeholder={placeholder}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && commit()}
      />
      {problem !== null && (
        <span id={`${id}-problem`} className={popover.error} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
