"use client";

import { createContext, useContext } from "react";
import type { FieldErrors } from "./field-errors";
import type { PolicyDraft } from "./policy-draft";
import type { FieldMarking } from "./use-field-marks";

export type PolicyForm = {
  draft: PolicyDraft;
  /** What it was before anything was typed. */
  stored: PolicyDraft;
  change: (change: Partial<PolicyDraft>) => void;
  /** What is marked as wrong. */
  errors: FieldErrors;
  marking: FieldMarking;
  readOnly: boolean;
  /** Models of the catalogue and those seen in traffic. */
  models: readonly string[];
  /** The id of the datalist that offers them. */
  modelListId: string;
  /** Names that stand for a model; a policy names the model itself. */
  aliases: Readonly<Record<string, string>>;
};

const PolicyFormContext = createContext<PolicyForm | null>(null);
export const PolicyFormProvider = PolicyFormContext.Provider;

/** The form a field belongs to. */
export function usePolicyForm(): PolicyForm {
  const form = useContext(PolicyFormContext);
  if (!form) throw new Error("A policy's field stands in its form");
  return form;
}
