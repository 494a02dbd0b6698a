"use client";

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";

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
      <Button variant="default" size="compact-xs" aria-label={label} loading={loading} onClick={() => setOpened(true)}>
        {text}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={label}>
        <Stack gap="sm">
          <Text size="sm">{question}</Text>
          <Group gap="xs" justify="end">
            <Button variant="default" onClick={() => setOpened(false)}>
              Cancel
            </Button>
            <Button
              color="red"
              onClick={() => {
                setOpened(false);
                onConfirm();
              }}
            >
              {confirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
