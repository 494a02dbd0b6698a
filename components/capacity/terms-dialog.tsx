"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { type FocusEvent, useState } from "react";
import formClasses from "@/components/budgets/budgets.module.css";
import { AskDialog } from "@/components/ui/ask-dialog";
import { FormFoot } from "@/components/ui/form-foot";
import { ApiError } from "@/lib/client/api-error";
import { type Message, t } from "@/lib/messages/translate";
import { type Draft, fieldProblems, type Problems } from "./drafts";

/** A field of a form: its label, what to say under it, and what can be chosen where it is no text. */
export type TermsField<D extends Draft> = {
  name: keyof D & string;
  label: Message;
  hint?: Message;
  choices?: readonly { value: string; label: Message }[];
  /** A time of UTC. */
  isTime?: boolean;
};

type TermsDialogProps<D extends Draft> = {
  title: string;
  submitLabel: string;
  fields: readonly TermsField<D>[];
  initial: D;
  problemsOf: (draft: D) => Problems<D>;
  save: (draft: D) => Promise<unknown>;
  onClose: () => void;
};

/** A form of terms in front of the page. What was typed stays on screen until it is stored. */
export function TermsDialog<D extends Draft>(props: TermsDialogProps<D>) {
  const { title, submitLabel, fields, initial, problemsOf, save, onClose } = props;
  const [draft, setDraft] = useState(initial);
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const problems = problemsOf(draft);
  const refused: Problems<D> = error instanceof ApiError ? fieldProblems(error.fields, draft) : {};

  async function submit() {
    setVisited(new Set(fields.map(({ name }) => name)));
    if (Object.keys(problems).length > 0) return;
    setPending(true);
    try {
      await save(draft);
      onClose();
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  }

  return (
    <AskDialog title={title} onClose={onClose}>
      <form
        noValidate
        aria-label={title}
        className={formClasses.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={formClasses.fields}>
          {fields.map((field) => (
            <TermsInput
              key={field.name}
              field={field}
              value={draft[field.name] ?? ""}
              error={(visited.has(field.name) ? problems[field.name] : undefined) ?? refused[field.name]}
              onVisit={() => setVisited(new Set([...visited, field.name]))}
              onChange={(value) => {
                setDraft({ ...draft, [field.name]: value });
                setError(null);
              }}
            />
          ))}
        </div>
        <FormFoot {...{ error, isPending, onClose }} submitLabel={submitLabel} />
      </form>
    </AskDialog>
  );
}

type TermsInputProps<D extends Draft> = {
  field: TermsField<D>;
  value: string;
  error: string | undefined;
  onVisit: () => void;
  onChange: (value: string) => void;
};

const ORDER: ("label" | "input" | "description" | "error")[] = ["label", "input", "description", "error"];

function TermsInput<D extends Draft>({ field, value, error, onVisit, onChange }: TermsInputProps<D>) {
  const { label, hint, choices, isTime } = field;
  const common = {
    ...{ label: t(label), description: hint && t(hint), inputWrapperOrder: ORDER, value, error },
    // Said on the way to a button, what is wrong would move the button from under the pointer.
    onBlur: ({ relatedTarget }: FocusEvent) => relatedTarget instanceof HTMLButtonElement || onVisit(),
  };
  if (choices) {
    return (
      <NativeSelect
        {...common}
        data={choices.map((choice) => ({ value: choice.value, label: t(choice.label) }))}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...common}
      type={isTime ? "datetime-local" : "text"}
      autoComplete="off"
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
