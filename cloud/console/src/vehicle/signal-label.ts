/** What a signal is called on screen. */

/** Branches of the catalogue's tree that say where a thing is filed, not what it is. */
const filing = new Set(["Vehicle", "Powertrain", "Chassis", "Body", "Cabin", "Exterior", "OBD"]);
/** Ends that mean something only with their branch: "Speed" of what? */
const needsBranch = new Set(["Speed", "Temperature", "Pressure", "Load", "Level"]);

/**
 * @param name a path of the COVESA catalogue such as `Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed`, a source such as
 * `can0/WHEEL_SPEEDS/WHEEL_SPEED_FL` where nothing maps it, or a plain name.
 * @returns "Axle row 1 wheel left speed", "WHEEL_SPEED_FL", or the name as it is.
 */
export function signalLabel(name: string): string {
  if (name.includes("/")) return name.slice(name.lastIndexOf("/") + 1);
  if (!name.startsWith("Vehicle.")) return name;
  const path = name.split(".");
  const meant = path.filter((branch) => !filing.has(branch));
  const [only] = meant;
  const branches = meant.length === 1 && only !== undefined && needsBranch.has(only) ? ["Vehicle", only] : meant.length === 0 ? path : meant;
  const words: string[] = [];
  for (const word of branches.flatMap(wordsOf)) if (word !== words.at(-1)) words.push(word);
  const text = words.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "EngineCoolant" is "engine coolant", "Row1" is "row 1", "ECT" stays. */
function wordsOf(branch: string): readonly string[] {
  return (branch.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [branch]).map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()));
}
