import { implement } from "@/app/_server/implement";
import { previewBill } from "@/app/_server/reconciliation/preview-bill";
import { receiveBill } from "@/app/_server/reconciliation/receive-bill";
import { previewBillOperation } from "@/lib/contract/reconciliation-operations";

export const dynamic = "force-dynamic";

/** Says how a bill would be read. Stores nothing. */
export const POST = implement(previewBillOperation, ({ request, query }) =>
  receiveBill(request, query, async ({ bill }) => previewBill(bill)),
);
