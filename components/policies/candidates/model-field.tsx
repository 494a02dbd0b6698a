"use client";

import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { ModelDot } from "@/components/ui/model-name";
import { usePolicyForm } from "../draft/policy-form-context";
import textClasses from "../parts/text.module.css";
import classes from "./candidates.module.css";
import { describeCapabilities, fallbackWarning } from "./describe-capabilities";
import { modelWarning } from "./model-warning";

type ModelFieldProps = {
  label: string;
  path: string;
  value: string;
  onChange: (model: string) => void;
  help?: ReactNode;
  /** The model it stands in for, where it is a fallback. */
  standsInFor?: string;
};

/** A model by name: known ones are offered, any other is allowed with a warning. */
export function ModelField({ label, path, value, onChange, help, standsInFor }: ModelFieldProps) {
  const { models, modelListId, aliases, errors, marking, readOnly } = usePolicyForm();
  const warning =
    (readOnly ? null : modelWarning(value, models, aliases)) ??
    (standsInFor === undefined ? null : fallbackWarning(value, standsInFor));
  return (
    <TextInput
      className={classes.modelField}
      label={label}
      description={
        warning ? (
          <span className={textClasses.warning} role="note">
            {warning}
          </span>
        ) : (
          (help ?? describeCapabilities(value))
        )
      }
      inputWrapperOrder={["label", "input", "description", "error"]}
      leftSection={value ? <ModelDot model={value} /> : null}
      list={modelListId}
      autoComplete="off"
      spellCheck={false}
      readOnly={readOnly}
      value={value}
      onChange={(event) => {
        marking.typed(path);
        onChange(event.currentTarget.value);
      }}
      onBlur={() => marking.left(path)}
      error={errors[path]?.join(". ")}
    />
  );
}
