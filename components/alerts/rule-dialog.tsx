"use client";

import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useShell } from "@/components/shell/shell-context";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { FormFoot } from "@/components/ui/form-foot";
import type { PreviewedRule, RulePreview } from "@/lib/contract/alert-preview";
import type { AlertRule, NewRule } from "@/lib/contract/alert-rules";
import type { Channel } from "@/lib/contract/channels";
import { MONEY_KINDS, RULE_DIMENSIONS, RULE_KINDS, SEVERITIES } from "@/lib/domain/alerts/rule-kinds";
import { t, textOf } from "@/lib/messages/translate";
import classes from "./alerts.module.css";
import { BudgetSelect } from "./budget-select";
import { KIND_LABELS, SEVERITY_LABELS } from "./describe-alert";
import { NameListInput } from "./name-list-input";
import { emptyTerms, parseDraft, parsePreviewed, ruleDraft, TERM_FIELDS } from "./rule-draft";
import { RulePreviewBox } from "./rule-preview-box";

type RuleDialogProps = {
  /** What is edited; null for a new one. */
  rule: AlertRule | null;
  channels: readonly Channel[];
  /** Whether rules that are not about money may be set. */
  canAll: boolean;
  save: (saved: { rule: NewRule; base: AlertRule | null }) => Promise<unknown>;
  preview: (rule: PreviewedRule) => Promise<RulePreview>;
  onClose: () => void;
};

/** The form of a rule, with what it would see now. What was typed stays on screen until it is stored. */
export function RuleDialog({ rule, channels, canAll, save, preview, onClose }: RuleDialogProps) {
  const kinds = canAll ? RULE_KINDS : MONEY_KINDS;
  const [draft, setDraft] = useState(() => {
    const first = ruleDraft(rule);
    const kind = kinds.includes(first.kind) ? first.kind : (kinds[0] ?? first.kind);
    return kind === first.kind ? first : { ...first, kind, terms: emptyTerms(kind) };
  });
  const [isVisited, setVisited] = useState<"no" | "preview" | "save">("no");
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const [seen, setSeen] = useState<(PreviewedRule & { preview: RulePreview }) | null>(null);
  const { dimensions } = useShell();
  const seenOf = (name: string) => RULE_DIMENSIONS.flatMap((one) => (one === name ? dimensions[one] : []));
  const problemOf = (...path: string[]) => {
    if (isVisited === "no") return undefined;
    const { error: refused } = isVisited === "save" ? parseDraft(draft) : parsePreviewed(draft);
    return refused?.issues.find((issue) => path.every((part) => issue.path.map(String).includes(part)))?.message;
  };
  // An answer counts only as long as the form says what was asked.
  const edits = useRef(0);
  const change = (edit: Partial<typeof draft>) => {
    edits.current += 1;
    setDraft({ ...draft, ...edit });
    setError(null);
    setSeen(null);
  };
  const text = (name: "name" | "for_minutes" | "renotify_minutes", label: string, description?: string) => (
    <TextInput
      {...{ label, description }}
      autoComplete="off"
      value={draft[name]}
      error={problemOf(name)}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );

  async function attempt(work: () => Promise<unknown>, isCurrent = () => true) {
    setPending(true);
    setError(null);
    try {
      await work();
    } catch (failure) {
      if (isCurrent()) setError(failure);
    } finally {
      setPending(false);
    }
  }
  async function submit() {
    setVisited("save");
    const { data } = parseDraft(draft);
    if (!data) return;
    await attempt(async () => {
      await save({ rule: data, base: rule });
      onClose();
    });
  }
  async function look() {
    if (isVisited === "no") setVisited("preview");
    const { data } = parsePreviewed(draft);
    if (!data) return;
    const asked = edits.current;
    const isCurrent = () => edits.current === asked;
    await attempt(async () => {
      const answer = await preview(data);
      if (isCurrent()) setSeen({ ...data, preview: answer });
    }, isCurrent);
  }

  const title = rule ? t("Edit {name}", { name: rule.name }) : t("New rule");
  return (
    <AskDialog title={title} wide onClose={onClose}>
      <form
        noValidate
        aria-label={rule ? t("Edit rule") : t("New rule")}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={classes.fields}>
          {text("name", t("Name"))}
          <NativeSelect
            label={t("Fires when")}
            data={kinds.map((value) => ({ value, label: t(KIND_LABELS[value]) }))}
            value={draft.kind}
            onChange={({ currentTarget: { value } }) => {
              const kind = RULE_KINDS.find((one) => one === value);
              if (kind) change({ kind, terms: emptyTerms(kind) });
            }}
          />
          {TERM_FIELDS[draft.kind].map(({ name, label, hint, kind, choices }) => {
            const common = {
              ...{ label: t(label), description: hint && t(hint) },
              ...{ value: draft.terms[name] ?? "", error: problemOf("terms", name) },
              onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
                change({ terms: { ...draft.terms, [name]: value } }),
            };
            if (kind === "budget") return <BudgetSelect key={name} {...common} />;
            if (kind === "list") return <NameListInput key={name} {...common} names={seenOf(name)} />;
            if (kind === "choice" && choices) {
              const data = choices.map(({ value, label }) => ({ value, label: textOf(label) }));
              return <NativeSelect key={name} {...common} data={data} />;
            }
            const inputMode = kind === "number" ? "decimal" : "text";
            return <TextInput key={name} {...common} autoComplete="off" inputMode={inputMode} />;
          })}
          {text("for_minutes", t("For at least (minutes)"), t("How long it must hold before it fires."))}
          {text("renotify_minutes", t("Send again after (minutes)"), t("While it fires; empty is never."))}
          <NativeSelect
            label={t("Severity")}
            data={SEVERITIES.map((value) => ({ value, label: t(SEVERITY_LABELS[value]) }))}
            value={draft.severity}
            onChange={(event) => change({ severity: event.currentTarget.value })}
          />
        </div>
        <fieldset className={classes.channels}>
          <legend>{t("Sent to")}</legend>
          {channels.length === 0 && <span>{t("There is no channel yet; what fires shows on this page alone.")}</span>}
          {channels.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={draft.channels.includes(id)}
              onChange={({ currentTarget: { checked } }) =>
                change({ channels: checked ? [...draft.channels, id] : draft.channels.filter((one) => one !== id) })
              }
            />
          ))}
        </fieldset>
        {seen && <RulePreviewBox terms={seen.terms} preview={seen.preview} />}
        <FormFoot error={error} submitLabel={rule ? t("Save") : t("Add rule")} {...{ isPending, onClose }}>
          <Button variant="default" loading={isPending} onClick={() => void look()}>
            {t("Preview")}
          </Button>
        </FormFoot>
      </form>
    </AskDialog>
  );
}
