"use client";

import { NativeSelect, PasswordInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { FormFoot } from "@/components/ui/form-foot";
import { ApiError } from "@/lib/client/api-error";
import { UPSTREAM_SHAPES, type Upstream } from "@/lib/contract/upstreams";
import { t } from "@/lib/messages/translate";
import classes from "./router.module.css";
import {
  draftOf,
  draftProblems,
  FIELD_LABELS,
  fieldProblems,
  isSameDraft,
  SHAPE_LABELS,
  type UpstreamField,
} from "./upstream-draft";
import { UpstreamStaleNotice } from "./upstream-stale-notice";
import { isStale, type SavedUpstream } from "./use-upstreams";

type UpstreamDialogProps = {
  /** What is edited; null for a new one. */
  upstream: Upstream | null;
  /** What it is by now; null where there is none. */
  current: Upstream | null;
  save: (saved: SavedUpstream) => Promise<unknown>;
  onClose: () => void;
};

/** The form of an upstream. What was typed stays on screen until it is stored. */
export function UpstreamDialog({ upstream, current, save, onClose }: UpstreamDialogProps) {
  const [base, setBase] = useState(upstream);
  const [draft, setDraft] = useState(() => draftOf(upstream));
  const [isChecked, setChecked] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const problems = draftProblems(draft);
  const refused = error instanceof ApiError && !isStale(error) ? fieldProblems(error.fields) : {};

  const field = (name: UpstreamField, description?: string) => ({
    label: t(FIELD_LABELS[name]),
    description,
    inputWrapperOrder: ["label" as const, "input" as const, "description" as const, "error" as const],
    value: draft[name],
    error: (isChecked ? problems[name] : undefined) ?? refused[name],
    autoComplete: "off",
    onChange: (event: { currentTarget: { value: string } }) => {
      setDraft({ ...draft, [name]: event.currentTarget.value });
      if (!isStale(error)) setError(null);
    },
  });

  async function submit() {
    setChecked(true);
    if (Object.keys(problems).length > 0) return;
    setPending(true);
    try {
      await save({ draft, base });
      onClose();
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  }

  /** Goes on from what is stored now, with their values or with those that were typed. */
  function continueOn(next: Upstream, isTheirs: boolean) {
    setBase(next);
    setError(null);
    if (isTheirs) setDraft(draftOf(next));
  }

  const title = upstream ? t("Edit {name}", { name: upstream.name }) : t("New upstream");
  const label = upstream ? t("Edit upstream") : t("New upstream");
  return (
    <AskDialog title={title} isDirty={!isSameDraft(draft, draftOf(base))} onClose={onClose}>
      <form
        noValidate
        aria-label={label}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={classes.fields}>
          <TextInput {...field("name")} />
          <NativeSelect
            {...field("shape")}
            data={UPSTREAM_SHAPES.map((value) => ({ value, label: t(SHAPE_LABELS[value]) }))}
          />
        </div>
        <TextInput
          {...field("base_url", t("As an SDK takes it, such as https://api.example.com/v1."))}
          inputMode="url"
        />
        <div className={classes.fields}>
          <TextInput {...field("provider", t("As attempts are counted."))} />
          <TextInput {...field("region", t("As attempts are counted."))} />
        </div>
        <Textarea
          {...field(
            "models",
            t(
              "One on each line, as policies name it; after = the name that the upstream knows it by, where that is another one.",
            ),
          )}
          autosize
          minRows={3}
          maxRows={10}
        />
        <div className={classes.fields}>
          <PasswordInput {...field("key", keyHint(base))} autoComplete="new-password" />
          <TextInput
            {...field(
              "key_variable",
              t("Instead of a key: a variable of the server, SWITCHYARD_UPSTREAM_KEY_ and a name."),
            )}
          />
        </div>
        <p className={classes.muted}>{t("Limits that the router keeps; empty is none.")}</p>
        <div className={classes.fields}>
          <TextInput {...field("max_concurrency")} inputMode="numeric" />
          <TextInput {...field("requests_per_minute")} inputMode="numeric" />
          <TextInput {...field("tokens_per_minute")} inputMode="numeric" />
        </div>
        {isStale(error) && base && <UpstreamStaleNotice base={base} current={current} onContinue={continueOn} />}
        <FormFoot
          error={isStale(error) ? null : error}
          submitLabel={upstream ? t("Save") : t("Add upstream")}
          isDisabled={isStale(error)}
          {...{ isPending, onClose }}
        />
      </form>
    </AskDialog>
  );
}

function keyHint(base: Upstream | null): string {
  if (base === null || base.key_state === "absent" || base.key_variable !== null) {
    return t("Stored encrypted, and never shown again.");
  }
  return base.key_hint === null
    ? t("One is stored; empty leaves it.")
    : t("One that ends with {hint} is stored; empty leaves it.", { hint: base.key_hint });
}
