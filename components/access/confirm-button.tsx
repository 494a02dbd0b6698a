"use client";

import { Group, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/messages/translate";

type ConfirmButtonProps = {
  /** What the button in the table says, and its full name for those who do not see the row. */
  text: string;
  label: string;
  question: ReactNode;
  confirm: string;
  loading: boolean;
  onConfirm: () => void;
};

/** A button whose work cannot be undone, so it asks first. */
export function ConfirmButton({ text, label, question, confirm, loading, onConfirm }: ConfirmButtonProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" aria-label={label} loading={loading} onClick={() => setOpened(true)}>
        {text}
      </Button>
      {opened && (
        <AskDialog title={label} onClose={() => setOpened(false)}>
          <Stack gap="sm">
            <div>{question}</div>
            <Group gap="xs" justify="end">
              <Button variant="default" onClick={() => setOpened(false)}>
                {t("Cancel")}
              </Button>
              <Button
                onClick={() => {
                  setOpened(false);
                  onConfirm();
                }}
              >
                {confirm}
              </Button>
            </Group>
          </Stack>
        </AskDialog>
      )}
    </>
  );
}
