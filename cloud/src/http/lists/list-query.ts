/** Pages, order and filters of a list, described once: the description checks queries, documents them and reads them. */
import { Type, type Static, type TProperties } from "typebox";
import { oneOf, pageParameters } from "../schemas.ts";
import { decodeCursor, encodeCursor, type CursorList, type Position } from "./cursor.ts";

export interface ListDescription<Key extends string, Filters extends TProperties> {
  /** Stable: cursors name it. */
  readonly name: string;
  /** By what the list can be sorted, the usual one first; each also downwards, with a minus before it. */
  readonly sorts: readonly [Key, ...Key[]];
  /** Optional query parameters that leave items out. */
  readonly filters: Filters;
}

/** What a caller wants of a list. */
export interface ListQuery<Key extends string, Filters> {
  readonly sort: Key;
  readonly isDescending: boolean;
  readonly limit: number;
  readonly filters: Filters;
  /** Where the page before ended; absent for the first page. */
  readonly position?: Position | undefined;
}

type SortWord<Key extends string> = Key | `-${Key}`;

/** A query as it passed the schema. */
interface CheckedQuery<Key extends string> {
  readonly after?: string;
  readonly limit: number;
  readonly sort?: SortWord<Key>;
}

export function describeList<const Key extends string, Filters extends TProperties>({ name, sorts, filters }: ListDescription<Key, Filters>) {
  const words: readonly SortWord<Key>[] = sorts.flatMap((key): SortWord<Key>[] => [key, `-${key}`]);
  type FilterValues = Static<ReturnType<typeof Type.Object<Filters>>>;
  const listOf = (sort: string, values: FilterValues): CursorList => ({ name, sort, filters: values as Record<string, unknown> }); // an object by its schema
  return {
    /** For the route's schema. */
    parameters: {
      ...pageParameters,
      sort: Type.Optional(oneOf(words, { description: `Order of the list, with a minus before it from high to low; ${sorts[0]} when absent.` })),
      ...filters,
    },
    /** @throws DrawbarError `CURSOR_INVALID`. */
    read({ after, limit, sort = sorts[0], ...values }: CheckedQuery<Key> & FilterValues): ListQuery<Key, FilterValues> {
      const wanted = values as unknown as FilterValues; // what is left of the query
      const isDescending = sort.startsWith("-");
      return {
        sort: (isDescending ? sort.slice(1) : sort) as Key, // the schema lets only these words through
        isDescending,
        limit,
        filters: wanted,
        ...(after === undefined ? {} : { position: decodeCursor(listOf(sort, wanted), after) }),
      };
    },
    /** The cursor for the page after one that ended at `position`. */
    next({ sort, isDescending, filters: values }: ListQuery<Key, FilterValues>, position: Position): string {
      return encodeCursor(listOf(isDescending ? `-${sort}` : sort, values), position);
    },
  };
}
