import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { listAlerts } from "@/db/alerts/list-alerts";
import { alertsOperation } from "@/lib/contract/alert-operations";

export const GET = implement(alertsOperation, () => listAlerts(getReadDb(), { now: new Date() }));
