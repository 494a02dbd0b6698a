import type { ReactNode } from "react";
import { requireViewer } from "@/app/_server/page-guards";
import { getDb } from "@/app/_server/runtime";
import { AppFrame } from "@/components/shell/app-frame";
import { FILTER_NAMES } from "@/components/shell/report-params";
import { ShellProvider } from "@/components/shell/shell-context";
import { listDimensionValues } from "@/db/dimensions/list-dimension-values";
import { getEnv } from "@/lib/env";

const VALUES_PER_FILTER = 500;

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const { name, email, role } = await requireViewer();
  const seen = await listDimensionValues(getDb(), { kinds: FILTER_NAMES, limit: VALUES_PER_FILTER });
  const { model = [], region = [], tier = [], app = [], provider = [] } = seen;
  const shell = {
    user: { name, email, role },
    demo: getEnv().demo,
    dimensions: { model, region, tier, app, provider },
  };
  return (
    <ShellProvider value={shell}>
      <AppFrame>{children}</AppFrame>
    </ShellProvider>
  );
}
