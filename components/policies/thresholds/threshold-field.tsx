"use client";

import { DraftField, type DraftFieldProps } from "../draft/draft-field";
import type { FieldMeanings } from "./field-meanings";
import classes from "./thresholds.module.css";
import { useFormThresholds } from "./thresholds-context";

type ThresholdFieldProps = Omit<DraftFieldProps, "name"> & { name: keyof FieldMeanings };

/** A threshold of the draft, with what the typed value means on the tier's traffic under its help. */
export function ThresholdField({ help, ...field }: ThresholdFieldProps) {
  const { meanings, isStale } = useFormThresholds();
  const meaning = meanings[field.name];
  return (
    <DraftField
      {...field}
      help={
        meaning ? (
          <>
            {help}
            <span className={classes.fieldMeaning} data-stale={isStale || undefined}>
              {meaning}
            </span>
          </>
        ) : (
          help
        )
      }
    />
  );
}
