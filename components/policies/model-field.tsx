"use client";

import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { ModelDot } from "@/components/ui/model-name";
import { modelWarning } from "./model-warning";
import classes from "./policies.module.css";
import { usePolicyForm } from "./policy-form-context";

type ModelFieldProps = {
  label: string;
  path: string;
  value: string;
  onChange: (model: string) => void;
  help?: ReactNode;
};

/** A model by name: known ones are offered, any other is allowed with a warning. */
export function ModelField({ label, path, value, onChange, help }: ModelFieldProps) {
  const { models, modelListId, aliases, errors, readOnly } = usePolicyForm();
  const warning = readOnly ? null : modelWarning(value, models, aliases);
  return (
    <TextInput
      className={classes.modelField}
      label={label}
      description={
        warning ? (
          <span className={classes.warning} role="note">
            {warning}
          </span>
        ) : (
          help
        )
      }
      inputWrapperOrder={["label", "input", "description", "error"]}
      leftSection={value ? <ModelDot model={value} /> : null}
      list={modelListId}
      autoComplete="off"
      spellCheck={false}
      readOnly={readOnly}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={errors[path]?.join(". ")}
    />
  );
}
