"use client";

import { TextInput } from "@mantine/core";
import { type ChangeEvent, type ReactNode, useId } from "react";
import { splitNames } from "@/lib/domain/split-names";

type NameListInputProps = {
  label: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  value: string;
  onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  /** What was seen; others may be typed. */
  names: readonly string[];
};

/** Names separated by commas. The browser suggests names that were seen for the one that is being typed. */
export function NameListInput({ names, value, ...field }: NameListInputProps) {
  const id = useId();
  const typed = value.includes(",") ? `${value.slice(0, value.lastIndexOf(",") + 1).trimEnd()} ` : "";
  const chosen = splitNames(typed);
  return (
    <>
      <TextInput {...field} value={value} autoComplete="off" list={id} />
      <datalist id={id}>
        {names.map((name) => !chosen.includes(name) && <option key={name} value={`${typed}${name}`} />)}
      </datalist>
    </>
  );
}
