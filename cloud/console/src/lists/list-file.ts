export const fileFormats = ["csv", "xlsx"] as const;

/** Where a list is to be had as a file; the browser's cookie opens it. */
export type ListFile = (format: (typeof fileFormats)[number]) => string;

/**
 * The file of a list.
 *
 * @param path of the list, below the API's prefix.
 * @param query its filters and its order; what is undefined is not asked for.
 */
export function listFile(path: string, query: Readonly<Record<string, string | undefined>> = {}): ListFile {
  return (format) => {
    const given = Object.entries<string | undefined>({ format, ...query }).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `/api/v1${path}/export?${new URLSearchParams(given)}`;
  };
}
