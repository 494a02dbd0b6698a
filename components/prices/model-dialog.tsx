"use client";

import { NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { FormFoot } from "@/components/ui/form-foot";
import { Notice } from "@/components/ui/notice";
import { ApiError } from "@/lib/client/api-error";
import { errorText } from "@/lib/client/error-text";
import { send, sendEdit } from "@/lib/client/send";
import type { CatalogueModel } from "@/lib/contract/catalogue";
import { MODALITIES } from "@/lib/domain/catalogue/catalogue";
import { MODALITY_NAMES } from "@/lib/domain/catalogue/modality-names";
import { t } from "@/lib/messages/translate";
import { FormField } from "./form-field";
import { EMPTY_MODEL, type ModelDraft, modelDraftOf, modelInputOf, modelProblems } from "./model-draft";
import { messagesOf } from "./price-draft";
import { pairKey } from "./price-rows";
import classes from "./prices.module.css";

type ModelDialogProps = {
  /** What is changed; null for a new one. */
  known: CatalogueModel | null;
  /** What is known of it by now. */
  current: CatalogueModel | null;
  onSaved: () => Promise<void>;
  onClose: () => void;
};

const PATH = "/api/v1/catalogue";
const nothing = () => {};
type TextName = Exclude<keyof ModelDraft, "modalities" | "tools">;

/** What is known of a model at a provider, to add or change. */
export function ModelDialog({ known, current, onSaved, onClose }: ModelDialogProps) {
  const [base, setBase] = useState(known);
  const [draft, setDraft] = useState<ModelDraft>(() => (known ? modelDraftOf(known) : EMPTY_MODEL));
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const isStale = current !== null && current.version !== base?.version;
  const title = known ? t("Change {name}", { name: pairKey(known) }) : t("Add a model");
  const change = (edit: Partial<ModelDraft>) => setDraft({ ...draft, ...edit });
  const text = (name: TextName, label: string, more: { hint?: string; type?: "date"; disabled?: boolean } = {}) => (
    <FormField
      {...{ label, path: name, value: draft[name], visit: nothing }}
      problem={(path) => problems[path]}
      onChange={(value) => change({ [name]: value })}
      {...more}
    />
  );

  async function submit() {
    const input = modelInputOf(draft);
    const wrong = modelProblems(input);
    setFailure(null);
    setProblems(wrong);
    if (Object.keys(wrong).length > 0) return;
    setPending(true);
    try {
      await (base ? sendEdit(base.version, "patch", PATH, {}, input) : send("post", PATH, {}, input));
      await onSaved();
      onClose();
    } catch (error) {
      const fields = error instanceof ApiError ? error.fields : {};
      setProblems(messagesOf(fields));
      if (error instanceof ApiError && error.code === "PRECONDITION_FAILED") await onSaved();
      setFailure(errorText(error));
      setPending(false);
    }
  }

  return (
    <AskDialog title={title} onClose={onClose}>
      <form
        noValidate
        aria-label={title}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={classes.fields} data-wide>
          {text("provider", t("Provider"), { disabled: known !== null })}
          {text("model", t("Model"), { hint: t("The name that attempts carry."), disabled: known !== null })}
          {text("label", t("Name to show"))}
          <NativeSelect
            label={t("Tools")}
            value={draft.tools}
            data={[
              { value: "", label: t("Unknown") },
              { value: "yes", label: t("Can call tools") },
              { value: "no", label: t("Cannot call tools") },
            ]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              change({ tools: value === "yes" || value === "no" ? value : "" });
            }}
          />
          {text("context_window_tokens", t("Context window (tokens)"))}
          {text("max_output_tokens", t("Largest output (tokens)"))}
          {text("released_on", t("Released on"), { type: "date" })}
          {text("retires_on", t("Retires on"), { type: "date", hint: t("The first day without it at this provider.") })}
          {text("replaced_by", t("Replaced by"))}
          {text("source", t("Source"))}
        </div>
        <fieldset className={classes.weekdays} aria-label={t("Takes")}>
          {MODALITIES.map((name) => (
            <label key={name} className={classes.check}>
              <input
                type="checkbox"
                checked={draft.modalities.includes(name)}
                onChange={(event) =>
                  change({
                    modalities: event.currentTarget.checked
                      ? [...draft.modalities, name]
                      : draft.modalities.filter((other) => other !== name),
                  })
                }
              />
              {t(MODALITY_NAMES[name])}
            </label>
          ))}
        </fieldset>
        <Textarea
          label={t("Reason")}
          autosize
          minRows={2}
          value={draft.reason}
          error={problems.reason}
          onChange={(event) => change({ reason: event.currentTarget.value })}
        />
        {failure && (
          <Notice tone="bad" role="alert" as="div">
            <span>{failure}</span>
            {isStale && (
              <div className={classes.buttons}>
                <Button
                  variant="default"
                  onClick={() => {
                    setBase(current);
                    setFailure(null);
                  }}
                >
                  {t("Continue with my input")}
                </Button>
              </div>
            )}
          </Notice>
        )}
        <FormFoot
          error={null}
          submitLabel={known ? t("Save") : t("Add model")}
          isDisabled={failure !== null && isStale}
          {...{ isPending, onClose }}
        />
      </form>
    </AskDialog>
  );
}
