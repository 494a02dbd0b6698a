"use client";

import { IconPrinter } from "@tabler/icons-react";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/messages/translate";

/** Opens the browser's own print dialog, which also saves PDF. */
export function PrintButton() {
  return (
    <Button variant="default" leftSection={<IconPrinter size={14} aria-hidden />} onClick={() => window.print()}>
      {t("Print or save PDF")}
    </Button>
  );
}
