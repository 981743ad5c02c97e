import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sessionQuery } from "../api/queries.ts";

/**
 * A choice that the browser keeps for the one who is signed in; others at this browser have their own.
 *
 * @returns what is kept, `null` when nothing is, and how to keep something else.
 */
export function useKept(choice: string): readonly [string | null, (text: string | null) => void] {
  const { data: session } = useQuery(sessionQuery);
  const name = `drawbar.${choice}.${session?.tenant.tenantId ?? ""}.${session?.account.accountId ?? ""}`;
  const [kept, setKept] = useState(() => localStorage.getItem(name));
  const keep = (text: string | null) => {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
    setKept(text);
  };
  return [kept, keep];
}
