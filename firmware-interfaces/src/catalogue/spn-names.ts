/**
 * SAE J1939 parameters that mean what a VSS signal means, in the same unit. Where the two differ (gauge and absolute
 * pressure, a consumption the other way round) there is no row, and the signal keeps its source as name.
 */
export const spnNames: Readonly<Record<number, string>> = {
  70: "Vehicle.Chassis.ParkingBrake.IsEngaged",
  84: "Vehicle.Speed",
  86: "Vehicle.ADAS.CruiseControl.SpeedSet",
  91: "Vehicle.Chassis.Accelerator.PedalPosition",
  96: "Vehicle.Powertrain.FuelSystem.RelativeLevel",
  100: "Vehicle.Powertrain.CombustionEngine.EOP",
  110: "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
  114: "Vehicle.LowVoltageBattery.CurrentCurrent",
  168: "Vehicle.LowVoltageBattery.CurrentVoltage",
  170: "Vehicle.Cabin.HVAC.AmbientAirTemperature",
  171: "Vehicle.Exterior.AirTemperature",
  175: "Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature",
  177: "Vehicle.Powertrain.Transmission.Temperature",
  184: "Vehicle.Powertrain.FuelSystem.InstantantFuelEconomy",
  190: "Vehicle.Powertrain.CombustionEngine.Speed",
  247: "Vehicle.Powertrain.CombustionEngine.EngineHours",
  521: "Vehicle.Chassis.Brake.PedalPosition",
  523: "Vehicle.Powertrain.Transmission.CurrentGear",
  524: "Vehicle.Powertrain.Transmission.SelectedGear",
  563: "Vehicle.ADAS.ABS.IsEngaged",
  584: "Vehicle.CurrentLocation.Latitude",
  585: "Vehicle.CurrentLocation.Longitude",
  595: "Vehicle.ADAS.CruiseControl.IsActive",
  596: "Vehicle.ADAS.CruiseControl.IsEnabled",
  917: "Vehicle.TraveledDistance",
  918: "Vehicle.TripMeterReading",
  1761: "Vehicle.Powertrain.CombustionEngine.DieselExhaustFluid.Level",
};
