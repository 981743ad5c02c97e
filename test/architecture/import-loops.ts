/**
 * Files that import each other in a loop: the strongly connected components of more than one file.
 *
 * @param imports what each file imports; what is no file of the map counts for nothing.
 * @see R. Tarjan, "Depth-first search and linear graph algorithms", 1972
 */
export function importLoops(imports: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const loops: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const visit = (file: string): number => {
    const own = order.size;
    order.set(file, own);
    let low = own;
    open.push(file);
    for (const target of imports.get(file) ?? []) {
      if (!imports.has(target)) continue;
      if (!order.has(target)) low = Math.min(low, visit(target));
      else if (open.includes(target)) low = Math.min(low, lowest.get(target) ?? order.get(target) ?? low);
      lowest.set(file, low);
    }
    lowest.set(file, low);
    if (low === own) {
      const loop = open.splice(open.indexOf(file)).toReversed();
      if (loop.length > 1) loops.push(loop);
    }
    return low;
  };
  for (const file of imports.keys()) if (!order.has(file)) visit(file);
  return loops;
}
