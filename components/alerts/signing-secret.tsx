import { Group } from "@mantine/core";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { t } from "@/lib/messages/translate";
import classes from "./alerts.module.css";

/** What a webhook's messages are signed with, this once. */
export function SigningSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <AskDialog title={t("Signing secret")} onClose={onClose}>
      <div className={classes.form}>
        <Notice>
          {t("Copy it now: it is not shown again. The receiver checks with it that messages come from here.")}
        </Notice>
        <code className={classes.secret}>{secret}</code>
        <Group gap="xs" justify="end">
          <Button onClick={onClose}>{t("Done")}</Button>
        </Group>
      </div>
    </AskDialog>
  );
}
