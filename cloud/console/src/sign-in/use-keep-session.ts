import { useQueryClient } from "@tanstack/react-query";
import { keepSession, sessionQuery } from "../api/queries.ts";
import type { SessionView } from "../api/types.ts";

/** @returns what to do with a session that was just made, before going on. */
export function useKeepSession(onSignedIn: () => void): (session: SessionView) => void {
  const client = useQueryClient();
  return (session) => {
    client.setQueryData(sessionQuery.queryKey, keepSession(session));
    onSignedIn();
  };
}
