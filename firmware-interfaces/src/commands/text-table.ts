/**
 * @returns lines of columns as wide as their widest cell, two blanks apart; a column whose cells below the head are all
 *   numbers is set right.
 */
export function textTable(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const layout = Array.from({ length: columns }, (_, column) => ({
    width: rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
    isNumeric: rows.slice(1).every((row) => /^(?:-|[\d.]*)$/.test(row[column] ?? "")),
  }));
  return rows.map((row) =>
    layout
      .map(({ width, isNumeric }, column) => (isNumeric ? (row[column] ?? "").padStart(width) : (row[column] ?? "").padEnd(width)))
      .join("  ")
      .trimEnd(),
  );
}
