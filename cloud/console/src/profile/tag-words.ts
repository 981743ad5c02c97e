const tagsMost = 20;
const tagLengthMost = 40;

/** @returns the tags in a text with commas between them; `undefined` when the cloud would refuse them. */
export function parseTags(text: string): readonly string[] | undefined {
  const tags = [
    ...new Set(
      text
        .split(",")
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ""),
    ),
  ];
  return tags.length > tagsMost || tags.some((tag) => tag.length > tagLengthMost) ? undefined : tags;
}
