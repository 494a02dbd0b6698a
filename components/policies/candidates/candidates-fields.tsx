"use client";

import { Group } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { useRef } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { t } from "@/lib/messages/translate";
import type { CandidatesDraft } from "../draft/policy-draft";
import { usePolicyForm } from "../draft/policy-form-context";
import textClasses from "../parts/text.module.css";
import classes from "./candidates.module.css";
import { ModelField } from "./model-field";
import { moved } from "./moved";

const MAX_FALLBACKS = 10;

type CandidatesFieldsProps = {
  value: CandidatesDraft;
  onChange: (value: CandidatesDraft) => void;
  /** "" for the tier itself, "regions.eu." for a region. */
  pathPrefix: string;
  /** Makes the labels of a region's fields their own: " in eu". */
  labelSuffix: string;
};

/** Who answers: the primary, and the fallbacks in the order they are tried. */
export function CandidatesFields({ value, onChange, pathPrefix, labelSuffix }: CandidatesFieldsProps) {
  const { readOnly, errors } = usePolicyForm();
  const { primary, fallbacks } = value;
  const list = useRef<HTMLOListElement>(null);
  const setFallbacks = (changed: string[]) => onChange({ primary, fallbacks: changed });
  const listError = errors[`${pathPrefix}fallbacks`];

  function add() {
    setFallbacks([...fallbacks, ""]);
    // The new field does not exist before the next paint.
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>("li:last-child input")?.focus());
  }

  return (
    <div className={classes.candidates}>
      <ModelField
        label={t("Primary model{where}", { where: labelSuffix })}
        path={`${pathPrefix}primary`}
        value={primary}
        onChange={(model) => onChange({ primary: model, fallbacks })}
        help={t("Serves while it is healthy.")}
      />
      <ol className={classes.fallbacks} ref={list} aria-label={t("Fallbacks{where}", { where: labelSuffix })}>
        {fallbacks.map((model, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fallback has no identity but its place
          <li key={index}>
            <ModelField
              label={t("Fallback {place}{where}", { place: index + 1, where: labelSuffix })}
              path={`${pathPrefix}fallbacks.${index}`}
              value={model}
              standsInFor={primary}
              onChange={(name) => setFallbacks(fallbacks.with(index, name))}
            />
            {!readOnly && (
              <FallbackButtons
                name={t("fallback {place}{where}", { place: index + 1, where: labelSuffix })}
                onUp={index > 0 ? () => setFallbacks(moved(fallbacks, index, index - 1)) : undefined}
                onDown={
                  index < fallbacks.length - 1 ? () => setFallbacks(moved(fallbacks, index, index + 1)) : undefined
                }
                onRemove={() => setFallbacks(fallbacks.toSpliced(index, 1))}
              />
            )}
          </li>
        ))}
      </ol>
      {fallbacks.length === 0 && (
        <p className={textClasses.help}>{t("No fallback: the primary serves even when it is open.")}</p>
      )}
      {listError && <p className={textClasses.error}>{listError.join(". ")}</p>}
      {!readOnly && fallbacks.length < MAX_FALLBACKS && (
        <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
          {t("Add fallback{where}", { where: labelSuffix })}
        </Button>
      )}
    </div>
  );
}

type FallbackButtonsProps = { name: string; onUp?: () => void; onDown?: () => void; onRemove: () => void };

function FallbackButtons({ name, onUp, onDown, onRemove }: FallbackButtonsProps) {
  return (
    <Group gap={2} wrap="nowrap" className={classes.rowButtons}>
      {/* aria-disabled keeps the focus where it is when a row reaches the end. */}
      <IconButton size="md" label={t("Move {name} up", { name })} aria-disabled={!onUp} onClick={onUp}>
        <IconArrowUp size={16} />
      </IconButton>
      <IconButton size="md" label={t("Move {name} down", { name })} aria-disabled={!onDown} onClick={onDown}>
        <IconArrowDown size={16} />
      </IconButton>
      <IconButton size="md" label={t("Remove {name}", { name })} onClick={onRemove}>
        <IconX size={16} />
      </IconButton>
    </Group>
  );
}
