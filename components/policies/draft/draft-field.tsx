"use client";

import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { PolicyDraft } from "./policy-draft";
import { usePolicyForm } from "./policy-form-context";

type TextFieldName = { [K in keyof PolicyDraft]: PolicyDraft[K] extends string ? K : never }[keyof PolicyDraft];

export type DraftFieldProps = {
  name: Exclude<TextFieldName, "latency_metric">;
  /** Where the contract reports errors of this field. */
  path: string;
  label: string;
  help?: ReactNode;
  kind?: "whole" | "decimal" | "text";
  required?: boolean;
};

/** One text of the draft. Numbers are texts too: what was typed stays as it was typed, and the schema judges it. */
export function DraftField({ name, path, label, help, kind = "whole", required = true }: DraftFieldProps) {
  const { draft, change, errors, marking, readOnly } = usePolicyForm();
  return (
    <TextInput
      label={label}
      description={help}
      inputWrapperOrder={["label", "input", "description", "error"]}
      required={required && !readOnly}
      withAsterisk={false}
      inputMode={kind === "text" ? undefined : kind === "whole" ? "numeric" : "decimal"}
      autoComplete="off"
      readOnly={readOnly}
      value={draft[name]}
      onChange={(event) => {
        marking.typed(path);
        change({ [name]: event.currentTarget.value });
      }}
      onBlur={() => marking.left(path)}
      error={errors[path]?.join(". ")}
    />
  );
}
