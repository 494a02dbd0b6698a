import { t } from "@/lib/messages/translate";
import { Button } from "./button";
import { Notice } from "./notice";
import classes from "./notice.module.css";

type UndoNoticeProps = {
  /** The name of what was deleted; null of nothing. */
  deleted: string | null;
  isPending: boolean;
  onUndo: () => void;
  onDismiss: () => void;
};

/** Says, also aloud, what was deleted, and offers it back. It is to be there before anything is, or it would not be read out. */
export function UndoNotice({ deleted, isPending, onUndo, onDismiss }: UndoNoticeProps) {
  return (
    <div aria-live="polite">
      {deleted !== null && (
        <Notice as="div" spaced className={classes.actions}>
          <span>{t("Deleted {name}.", { name: deleted })}</span>
          <Button variant="default" loading={isPending} onClick={onUndo}>
            {t("Undo")}
          </Button>
          <Button variant="subtle" onClick={onDismiss}>
            {t("Dismiss")}
          </Button>
        </Notice>
      )}
    </div>
  );
}
