/** What the address of the audit page holds: the filters. */
export interface AuditSearch {
  readonly outcome?: "done" | "refused" | undefined;
  readonly action?: string | undefined;
  readonly actorId?: string | undefined;
  readonly subjectId?: string | undefined;
}

export const auditFilters = ["action", "actorId", "subjectId"] as const;

/** Takes from an address what makes sense. */
export function parseAuditSearch(search: Readonly<Record<string, unknown>>): AuditSearch {
  const outcome = (["done", "refused"] as const).find((each) => each === search["outcome"]);
  const text = (name: (typeof auditFilters)[number]): object => {
    const value = search[name];
    return typeof value === "string" && value !== "" && value.length <= 200 ? { [name]: value } : {};
  };
  return { ...(outcome === undefined ? {} : { outcome }), ...text("action"), ...text("actorId"), ...text("subjectId") };
}
