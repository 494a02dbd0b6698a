"use client";

import type { UseMutationResult } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useShell } from "@/components/shell/shell-context";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { TextField } from "@/components/ui/text-field";
import type { Reconciliation } from "@/lib/contract/reconciliations";
import { t } from "@/lib/messages/translate";
import classes from "./reconciliation.module.css";
import type { BillName } from "./use-reconciliations";

type ModelNamesProps = {
  of: Reconciliation;
  canEdit: boolean;
  nameModels: UseMutationResult<void, Error, { names: readonly BillName[]; of: Reconciliation | null }>;
};

/** Models of the bill that no attempt has, and what each may be here. Nothing where all are known. */
export function ModelNames({ of, canEdit, nameModels }: ModelNamesProps) {
  const { suggestions, unknown_models: unknown } = of.summary;
  const { dimensions } = useShell();
  const suggested = new Map(suggestions.map((each) => [nameKey(each), each]));
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const list = useId();
  if (unknown.length === 0) return null;
  const modelOf = (name: BillKey) => typed[nameKey(name)] ?? suggested.get(nameKey(name))?.model ?? "";
  const names = unknown.flatMap((name) =>
    modelOf(name).trim() === "" ? [] : [{ ...name, model: modelOf(name).trim() }],
  );
  return (
    <Panel
      title={t("Models that only the bill has")}
      subtitle={t("Say which model here a name means; it is remembered for all bills of the provider")}
    >
      <datalist id={list}>
        {(dimensions.model ?? []).map((model) => (
          <option key={model} value={model} />
        ))}
      </datalist>
      <ul className={classes.names}>
        {unknown.map((name) => {
          const why = suggested.get(nameKey(name))?.why;
          return (
            <li key={nameKey(name)}>
              <span className={classes.billName}>{name.bill_name}</span>
              {canEdit ? (
                <TextField
                  label={t("Model here of {billName}", { billName: name.bill_name })}
                  hideLabel
                  value={modelOf(name)}
                  placeholder={t("Model here")}
                  onChange={(model) => setTyped({ ...typed, [nameKey(name)]: model })}
                />
              ) : (
                <span>{modelOf(name) || t("unknown here")}</span>
              )}
              {why && <span className={classes.help}>{why === "name" ? t("by its name") : t("by its tokens")}</span>}
            </li>
          );
        })}
      </ul>
      {canEdit && (
        <Button
          disabled={names.length === 0}
          loading={nameModels.isPending}
          onClick={() => nameModels.mutate({ names, of })}
        >
          {t("Remember and compare again")}
        </Button>
      )}
    </Panel>
  );
}

type BillKey = { provider: string; bill_name: string };

function nameKey({ provider, bill_name }: BillKey): string {
  return JSON.stringify([provider, bill_name]);
}
