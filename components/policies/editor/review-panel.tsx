"use client";

import { Group, Textarea } from "@mantine/core";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { Proposal } from "@/lib/contract/proposals";
import { t } from "@/lib/messages/translate";
import { draftLabel } from "../draft/draft-labels";
import { PublishOutcome } from "../draft/publish-outcome";
import { ChangeList } from "../parts/change-list";
import textClasses from "../parts/text.module.css";
import { ProposalActions } from "../proposals/proposal-actions";
import { StaleNotice } from "./stale-notice";
import type { PolicyEditorState } from "./use-policy-editor";

type ReviewPanelProps = {
  editor: PolicyEditorState;
  loaded: Proposal | null;
  needsApproval: boolean;
  asOf: string;
  /** What should be known of this draft before it is published. */
  warnings: readonly string[];
};

/** What publishing would change, why, and the button; then how it ended. */
export function ReviewPanel({ editor, loaded, needsApproval, asOf, warnings }: ReviewPanelProps) {
  const { base, policy, comment, setComment, errors, isDirty, isPending, newer, clashes, changesNothing } = editor;
  const canDiscard = (isDirty || loaded !== null) && !isPending;
  return (
    <Panel
      title={t("What changes")}
      subtitle={
        base.published
          ? t("Against version {version}; publishing makes version {next}", {
              version: base.version,
              next: base.version + 1,
            })
          : t("A new tier: publishing makes version 1")
      }
    >
      <div className={textClasses.stack}>
        <PublishStatus editor={editor} />
        {newer && isDirty && (
          <StaleNotice
            newer={newer}
            base={base.published}
            onCarryOn={() => editor.carryOn(newer)}
            onDiscard={editor.discard}
          />
        )}
        {clashes.length > 0 && (
          <Notice tone="warn" role="status">
            {t("Both of you changed {fields}. Yours is shown; publishing replaces theirs.", {
              fields: clashes.map(draftLabel).join(", "),
            })}
          </Notice>
        )}
        <div aria-live="polite">
          {policy ? (
            <ChangeList before={base.published} after={policy} label={t("Changes")} />
          ) : (
            <p className={textClasses.help}>{t("Some fields are not valid; the diff appears once they are.")}</p>
          )}
        </div>
        <Textarea
          label={t("Comment")}
          description={t("Why; shown in the history.")}
          autosize
          minRows={2}
          maxRows={8}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          error={errors.comment?.join(". ")}
        />
        {warnings.map((warning) => (
          <Notice key={warning} tone="warn" role="status">
            {warning}
          </Notice>
        ))}
        {(!needsApproval || canDiscard) && (
          <Group gap="xs">
            {!needsApproval && (
              <Button type="submit" size="md" loading={isPending} disabled={changesNothing}>
                {t("Publish")}
              </Button>
            )}
            {canDiscard && (
              <Button variant="default" size="md" onClick={editor.discard}>
                {t("Discard changes")}
              </Button>
            )}
          </Group>
        )}
        <ProposalActions edited={editor} loaded={loaded} needsApproval={needsApproval} asOf={asOf} />
      </div>
    </Panel>
  );
}

function PublishStatus({ editor }: { editor: PolicyEditorState }) {
  const { state, errors, base, isPending, isDirty } = editor;
  return (
    <PublishOutcome {...{ state, errors, isPending }}>
      {state.status === "published" && state.published.version === base.version && !isDirty && (
        <Notice tone="good" role="status">
          {t("Published as version {version}", { version: state.published.version })}
        </Notice>
      )}
    </PublishOutcome>
  );
}
