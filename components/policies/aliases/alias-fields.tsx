"use client";

import { TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { memo } from "react";
import { IconButton } from "@/components/ui/button";
import { ModelDot } from "@/components/ui/model-name";
import { t } from "@/lib/messages/translate";
import textClasses from "../parts/text.module.css";
import type { AliasRow } from "./alias-draft";
import classes from "./aliases.module.css";

type AliasFieldsProps = {
  row: AliasRow;
  onChange: (key: string, change: Partial<AliasRow>) => void;
  onRemove: (key: string) => void;
  nameError: string | undefined;
  modelError: string | undefined;
  models: readonly string[];
  modelListId: string;
  readOnly: boolean;
};

/** One alias: the name, and the model it stands for. */
export const AliasFields = memo(function AliasFields(props: AliasFieldsProps) {
  const { row, onChange, onRemove, nameError, modelError, models, modelListId, readOnly } = props;
  const { key, name, model } = row;
  const called = name.trim() || t("new alias");
  const isOdd = model.trim() !== "" && !models.includes(model.trim());
  return (
    <li className={classes.aliasRow}>
      <TextInput
        aria-label={t("Name of {called}", { called })}
        placeholder={t("Name in the logs")}
        autoComplete="off"
        spellCheck={false}
        readOnly={readOnly}
        value={name}
        onChange={(event) => onChange(key, { name: event.currentTarget.value })}
        error={nameError}
      />
      <TextInput
        aria-label={t("Model of {called}", { called })}
        placeholder={t("Model it maps to")}
        autoComplete="off"
        spellCheck={false}
        readOnly={readOnly}
        list={modelListId}
        leftSection={model ? <ModelDot model={model.trim()} /> : null}
        value={model}
        onChange={(event) => onChange(key, { model: event.currentTarget.value })}
        description={
          isOdd && !readOnly ? <span className={textClasses.warning}>{t("Not in the catalogue")}</span> : undefined
        }
        inputWrapperOrder={["input", "description", "error"]}
        error={modelError}
      />
      {!readOnly && (
        <IconButton size="md" label={t("Remove {called}", { called })} onClick={() => onRemove(key)}>
          <IconX size={16} />
        </IconButton>
      )}
    </li>
  );
});
