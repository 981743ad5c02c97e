import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../api/queries.ts";

/** @returns the name under which the browser keeps a choice of the one who is signed in: others at this browser have their own. */
export function useKeptName(choice: string): string {
  const { data: session } = useQuery(sessionQuery);
  return `drawbar.${choice}.${session?.tenant.tenantId ?? ""}.${session?.account.accountId ?? ""}`;
}
