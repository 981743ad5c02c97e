/** Units as people write them, and the many ways in which files write the same. Nothing is converted: only spelling changes. */

export interface UnitRow {
  readonly unit: string;
  readonly quantity: string;
  /** Other spellings. From three letters on capitals do not matter; in shorter ones they do: `mV` is not `MV`. */
  readonly spellings: readonly string[];
}

export const units: readonly UnitRow[] = [
  { unit: "", quantity: "number", spellings: ["unitless", "none", "-", "1"] },
  { unit: "km/h", quantity: "speed", spellings: ["kph", "kmh", "km/hr", "kmph", "Unit_KiloMeterPerHour"] },
  { unit: "m/s", quantity: "speed", spellings: ["mps", "Unit_MeterPerSecon"] },
  { unit: "mph", quantity: "speed", spellings: ["mi/h", "miles/h"] },
  { unit: "m/s²", quantity: "acceleration", spellings: ["m/s^2", "m/s2", "m/s/s", "m/sec2", "Unit_MeterPerSeconSquar"] },
  { unit: "rpm", quantity: "rotation", spellings: ["1/min", "U/min", "rev/min", "min-1", "r/min", "Unit_MinutInver"] },
  { unit: "r", quantity: "rotation", spellings: ["rev"] },
  { unit: "°C", quantity: "temperature", spellings: ["degC", "deg C", "Celsius", "C", "Unit_DegreCelsi", "degreeC", "grad C"] },
  { unit: "°F", quantity: "temperature", spellings: ["degF", "deg F", "Fahrenheit", "F"] },
  { unit: "K", quantity: "temperature", spellings: ["Kelvin"] },
  { unit: "%", quantity: "ratio", spellings: ["percent", "pct", "Unit_PerCent", "per cent"] },
  { unit: "°", quantity: "angle", spellings: ["deg", "degree", "degrees", "Unit_Degre"] },
  { unit: "rad", quantity: "angle", spellings: ["radian", "radians"] },
  { unit: "°/s", quantity: "angular speed", spellings: ["deg/s", "deg/sec", "degrees/s", "Unit_DegrePerSecon"] },
  { unit: "rad/s", quantity: "angular speed", spellings: [] },
  { unit: "V", quantity: "voltage", spellings: ["volt", "volts", "Unit_Volt"] },
  { unit: "mV", quantity: "voltage", spellings: ["millivolt"] },
  { unit: "A", quantity: "current", spellings: ["amp", "amps", "ampere", "Unit_Amper"] },
  { unit: "Ah", quantity: "charge", spellings: [] },
  { unit: "W", quantity: "power", spellings: ["watt"] },
  { unit: "kW", quantity: "power", spellings: ["kilowatt"] },
  { unit: "kWh", quantity: "energy", spellings: ["kW h", "kW.h"] },
  { unit: "Wh", quantity: "energy", spellings: [] },
  { unit: "Nm", quantity: "torque", spellings: ["N-m", "N*m", "N.m", "N m", "Unit_NewtoMeter"] },
  { unit: "N", quantity: "force", spellings: ["newton"] },
  { unit: "kPa", quantity: "pressure", spellings: ["kilopascal"] },
  { unit: "Pa", quantity: "pressure", spellings: ["pascal"] },
  { unit: "bar", quantity: "pressure", spellings: ["Unit_Bar"] },
  { unit: "psi", quantity: "pressure", spellings: [] },
  { unit: "km", quantity: "length", spellings: ["kilometer", "kilometre", "Unit_KiloMeter"] },
  { unit: "m", quantity: "length", spellings: ["meter", "metre", "meters", "Unit_Meter"] },
  { unit: "mm", quantity: "length", spellings: ["millimeter", "Unit_MilliMeter"] },
  { unit: "cm", quantity: "length", spellings: [] },
  { unit: "mi", quantity: "length", spellings: ["mile", "miles"] },
  { unit: "l", quantity: "volume", spellings: ["liter", "litre", "liters"] },
  { unit: "cm³", quantity: "volume", spellings: ["cm^3", "ccm"] },
  { unit: "l/h", quantity: "flow", spellings: ["l/hr", "liter/h"] },
  { unit: "g/s", quantity: "flow", spellings: [] },
  { unit: "l/100km", quantity: "consumption", spellings: ["l/100 km"] },
  { unit: "km/l", quantity: "consumption", spellings: ["kpl"] },
  { unit: "kg", quantity: "mass", spellings: ["kilogram"] },
  { unit: "s", quantity: "time", spellings: ["sec", "second", "seconds", "Unit_Secon"] },
  { unit: "ms", quantity: "time", spellings: ["msec", "millisecond", "Unit_MilliSecon"] },
  { unit: "min", quantity: "time", spellings: ["minute", "minutes"] },
  { unit: "h", quantity: "time", spellings: ["hr", "hour", "hours", "Unit_Hours"] },
  { unit: "d", quantity: "time", spellings: ["day", "days"] },
];

const unitBySpelling = new Map<string, string>();
for (const { unit, spellings } of units) for (const spelling of [unit, ...spellings]) unitBySpelling.set(keyOf(spelling), unit);

/**
 * @param written as a DBC file, J1939 table or VSS has it.
 * @returns the same unit as people write it; what is not in the table comes back trimmed, spelled as it is.
 */
export function unitOf(written: string): string {
  const trimmed = written.trim();
  return unitBySpelling.get(keyOf(trimmed)) ?? trimmed;
}

function keyOf(text: string): string {
  return text.length < 3 ? text : text.toLowerCase();
}
