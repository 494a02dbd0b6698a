"use client";

import { Autocomplete } from "@mantine/core";
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
  const { models, aliases, errors, readOnly } = usePolicyForm();
  const warning = readOnly ? null : modelWarning(value, models, aliases);
  return (
    <Autocomplete
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
      data={[...models]}
      limit={40}
      openOnFocus={false}
      maxDropdownHeight={260}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <ModelDot model={option.value} />
          {option.value}
        </span>
      )}
      autoComplete="off"
      spellCheck={false}
      readOnly={readOnly}
      value={value}
      onChange={onChange}
      error={errors[path]?.join(". ")}
    />
  );
}
