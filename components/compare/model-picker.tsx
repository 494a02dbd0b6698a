"use client";

import { IconPlus, IconX } from "@tabler/icons-react";
import { useShell } from "@/components/shell/shell-context";
import { useReport } from "@/components/shell/use-report";
import { Button, IconButton } from "@/components/ui/button";
import { ModelName } from "@/components/ui/model-name";
import { Popover } from "@/components/ui/popover";
import { ValueList } from "@/components/ui/value-list";
import { t } from "@/lib/messages/translate";
import classes from "./compare.module.css";
import { describeModelChoice } from "./describe-choice";
import { MAX_PICKS, MIN_PICKS } from "./pick-models";

/** Which two to eight models stand beside each other. */
export function ModelPicker({ picked }: { picked: string[] }) {
  const { dimensions } = useShell();
  const { query, change } = useReport();
  const why = describeModelChoice({ asked: query.model, picked });
  const pick = (model: string[]) => change({ model });
  return (
    <div className={classes.picker}>
      <ul aria-label={t("Models compared")}>
        {picked.map((model) => (
          <li key={model} className={classes.picked}>
            <ModelName model={model} />
            <IconButton
              label={t("Remove {model}", { model })}
              disabled={picked.length <= MIN_PICKS}
              onClick={() => pick(picked.filter((name) => name !== model))}
            >
              <IconX size={13} />
            </IconButton>
          </li>
        ))}
      </ul>
      <Popover
        label={t("Pick {min} to {max} models", { min: MIN_PICKS, max: MAX_PICKS })}
        trigger={(tie) => (
          <Button variant="default" leftSection={<IconPlus size={13} aria-hidden />} {...tie}>
            {t("Pick models")}
          </Button>
        )}
      >
        {() => (
          <>
            <p>{t("{min} to {max} models", { min: MIN_PICKS, max: MAX_PICKS })}</p>
            <ValueList
              label={t("models")}
              values={dimensions.model}
              chosen={picked}
              max={MAX_PICKS}
              render={(model) => <ModelName model={model} />}
              onChange={pick}
            />
          </>
        )}
      </Popover>
      {why && <span className={classes.hint}>{why}</span>}
    </div>
  );
}
