"use client";

import { IconPrinter } from "@tabler/icons-react";
import { Button } from "@/components/ui/button";

/** Opens the browser's own print dialog, which also saves PDF. */
export function PrintButton() {
  return (
    <Button variant="default" leftSection={<IconPrinter size={14} aria-hidden />} onClick={() => window.print()}>
      Print or save PDF
    </Button>
  );
}
