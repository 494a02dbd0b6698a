"use client";

import { Group, Textarea } from "@mantine/core";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { PublishedAliases } from "@/lib/contract/policy";
import { formatInstant, UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { PublishOutcome } from "../draft/publish-outcome";
import { ChangeItems } from "../parts/change-items";
import textClasses from "../parts/text.module.css";
import { type AliasChange, diffAliases } from "./alias-draft";
import type { AliasEditorState } from "./use-alias-editor";

/** What publishing the alias table would change, and how it ended. */
export function AliasReview({ editor, needsApproval }: { editor: AliasEditorState; needsApproval: boolean }) {
  const { base, changes, newer, isDirty, isPending, comment, setComment, errors } = editor;
  return (
    <Panel
      title={t("What changes")}
      subtitle={
        base.version === 0 ? t("Against the built-in table") : t("Against version {version}", { version: base.version })
      }
    >
      <div className={textClasses.stack}>
        <AliasStatus editor={editor} />
        {newer && isDirty && <StaleAliases newer={newer} base={base} editor={editor} />}
        <div aria-live="polite">
          {changes ? (
            <AliasChanges changes={changes} />
          ) : (
            <p className={textClasses.help}>
              {t("Some rows are incomplete; the diff appears once they are complete.")}
            </p>
          )}
        </div>
        <Textarea
          label={t("Comment")}
          autosize
          minRows={2}
          maxRows={8}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          error={errors.comment?.join(". ")}
        />
        <Group gap="xs">
          <Button type="submit" size="md" loading={isPending}>
            {needsApproval ? t("Ask for approval") : t("Publish aliases")}
          </Button>
          {isDirty && !isPending && (
            <Button variant="default" size="md" onClick={editor.discard}>
              {t("Discard changes")}
            </Button>
          )}
        </Group>
      </div>
    </Panel>
  );
}

function AliasChanges({ changes }: { changes: readonly AliasChange[] }) {
  if (changes.length === 0) return <p className={textClasses.help}>{t("Nothing changes.")}</p>;
  return <ChangeItems label={t("Changes")} items={changes.map(({ name, text }) => ({ key: name, text }))} />;
}

function AliasStatus({ editor }: { editor: AliasEditorState }) {
  const { state, errors, base, isPending, isDirty } = editor;
  return (
    <PublishOutcome {...{ state, errors, isPending }} problem={errors[""]?.join(". ")}>
      {state.status === "proposed" && !isDirty && (
        <Notice tone="good" role="status">
          {t("Proposed as table {id}: it becomes active once somebody else approves it", { id: state.proposal.id })}
        </Notice>
      )}
      {state.status === "published" && state.published.version === base.version && !isDirty && (
        <Notice tone="good" role="status">
          {t("Aliases published as version {version}", { version: base.version })}
        </Notice>
      )}
    </PublishOutcome>
  );
}

type StaleAliasesProps = { newer: PublishedAliases; base: PublishedAliases; editor: AliasEditorState };

function StaleAliases({ newer, base, editor }: StaleAliasesProps) {
  const { tz } = useReport();
  return (
    <Notice as="div" tone="warn" role="alert">
      <strong>
        {t(
          "The table was changed by someone else: {user} published version {version} at {publishedAt}. None of your changes were published or lost.",
          {
            user: newer.published_by ?? UNKNOWN_TEXT,
            version: newer.version,
            publishedAt: formatInstant(newer.published_at, tz),
          },
        )}
      </strong>
      <AliasChanges changes={diffAliases(base.aliases, newer.aliases)} />
      <Group gap="xs">
        <Button onClick={() => editor.carryOn(newer)}>
          {t("Keep my changes on version {version}", { version: newer.version })}
        </Button>
        <Button variant="default" onClick={editor.discard}>
          {t("Discard mine, show version {version}", { version: newer.version })}
        </Button>
      </Group>
    </Notice>
  );
}
