interface MorePagesProps {
  /** What `useInfiniteQuery` gave. */
  readonly pages: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; readonly fetchNextPage: () => Promise<unknown> };
  readonly label: string;
}

/** Below a list that was read in pages: the next one, once however often it is pressed. Nothing on the last page. */
export function MorePages({ pages: { hasNextPage, isFetchingNextPage, fetchNextPage }, label }: MorePagesProps) {
  if (!hasNextPage) return null;
  return (
    <p>
      <button type="button" className="btn" aria-disabled={isFetchingNextPage} onClick={() => void (isFetchingNextPage ? undefined : fetchNextPage())}>
        {label}
      </button>
    </p>
  );
}
