"use client";

import { Group, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useId, useRef, useState } from "react";
import { useShell } from "@/components/shell/shell-context";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { EmptyBox } from "@/components/ui/state-box";
import type { PublishedAliases } from "@/lib/contract/policy";
import { t } from "@/lib/messages/translate";
import { ModelList } from "../candidates/model-list";
import { useUnsavedGuard } from "../draft/use-unsaved-guard";
import formClasses from "../parts/form.module.css";
import textClasses from "../parts/text.module.css";
import { AliasFields } from "./alias-fields";
import { AliasProposals } from "./alias-proposals";
import type { PublishAliases } from "./alias-publish";
import { AliasReview } from "./alias-review";
import classes from "./aliases.module.css";
import { useAliasEditor } from "./use-alias-editor";
import { useAliasProposals } from "./use-alias-proposals";

type AliasEditorProps = {
  published: PublishedAliases;
  /** The catalogue's models: what an alias may stand for. */
  models: readonly string[];
  readOnly: boolean;
  action: PublishAliases;
};

const PAGE = 100;

/** The names callers use and the model each stands for, as one versioned table. */
export function AliasEditor({ published, models, readOnly, action }: AliasEditorProps) {
  const editor = useAliasEditor(published, action);
  const { dimensions } = useShell();
  const { list: proposals } = useAliasProposals();
  const needsApproval = proposals.data?.needs_approval ?? false;
  const modelListId = useId();
  const [search, setSearch] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const list = useRef<HTMLUListElement>(null);
  useUnsavedGuard(editor.isDirty && !readOnly);
  const { rows, errors } = editor;
  const wanted = search.trim().toLowerCase();
  // What has an error or is new is never filtered away.
  const shown = rows.filter(
    ({ key, name, model }) =>
      key.startsWith("new ") ||
      `${name} ${model}`.toLowerCase().includes(wanted) ||
      errors[`${key}.name`] ||
      errors[`${key}.model`],
  );
  const unknown = dimensions.model.filter(
    (model) => !models.includes(model) && !rows.some(({ name }) => name.trim() === model),
  );

  function add(name: string) {
    editor.add(name);
    // The new row does not exist before the next paint; its first empty field is what to type next.
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>('li input[value=""]')?.focus());
  }

  return (
    <form
      noValidate
      aria-label={t("Alias table")}
      className={formClasses.editor}
      data-read-only={readOnly || undefined}
      onSubmit={(event) => {
        event.preventDefault();
        if (!readOnly && !editor.isPending) editor.submit();
      }}
    >
      <ModelList id={modelListId} models={models} />
      <Panel
        title={t("Aliases")}
        subtitle={t("{count} names; attempts count for the model from publishing on; earlier ones stay as they are", {
          count: rows.length,
        })}
      >
        <div className={textClasses.stack}>
          <Group gap="xs" align="end">
            <TextInput
              label={t("Search aliases")}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            {!readOnly && (
              <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => add("")}>
                {t("Add alias")}
              </Button>
            )}
          </Group>
          {!readOnly && unknown.length > 0 && <Unknown names={unknown} onAdd={add} />}
          {rows.length === 0 && (
            <EmptyBox title={t("No aliases")} hint={t("Names then count exactly as routers send them.")} />
          )}
          <ul className={classes.aliasRows} ref={list} aria-label={t("Aliases")}>
            {shown.slice(0, limit).map((row) => (
              <AliasFields
                key={row.key}
                row={row}
                onChange={editor.set}
                onRemove={editor.remove}
                nameError={errors[`${row.key}.name`]?.join(". ")}
                modelError={errors[`${row.key}.model`]?.join(". ")}
                models={models}
                modelListId={modelListId}
                readOnly={readOnly}
              />
            ))}
          </ul>
          {shown.length > limit && (
            <Button variant="default" onClick={() => setLimit(limit + PAGE)}>
              {t("Show more ({count} are not shown)", { count: shown.length - limit })}
            </Button>
          )}
          {rows.length > 0 && shown.length === 0 && <p className={textClasses.help}>{t("No alias matches.")}</p>}
        </div>
      </Panel>
      {readOnly ? (
        <AliasProposals published={published} canEdit={false} />
      ) : (
        <div className={`${formClasses.aside} ${textClasses.stack}`}>
          <AliasReview editor={editor} needsApproval={needsApproval} />
          <AliasProposals published={published} canEdit />
        </div>
      )}
    </form>
  );
}

function Unknown({ names, onAdd }: { names: readonly string[]; onAdd: (name: string) => void }) {
  return (
    <div className={classes.suggestions}>
      <span className={textClasses.muted}>{t("Seen in traffic, not in the catalogue:")}</span>
      {names.slice(0, 12).map((name) => (
        <Button key={name} variant="default" onClick={() => onAdd(name)}>
          {t("Map {name}", { name })}
        </Button>
      ))}
    </div>
  );
}
