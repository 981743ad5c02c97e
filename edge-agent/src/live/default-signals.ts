/** What a fleet looks at first, by catalogue name, most important first. A vehicle shows those of them that it has. */
export const defaultLiveSignals = [
  "Vehicle.Speed",
  "Vehicle.Powertrain.CombustionEngine.Speed",
  "Vehicle.Powertrain.CombustionEngine.ECT",
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
  "Vehicle.Powertrain.FuelSystem.RelativeLevel",
  "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed",
  "Vehicle.LowVoltageBattery.CurrentVoltage",
  "Vehicle.Powertrain.CombustionEngine.EngineOil.Pressure",
  "Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature",
  "Vehicle.Powertrain.CombustionEngine.TPS",
  "Vehicle.Powertrain.Transmission.CurrentGear",
  "Vehicle.TraveledDistance",
  "Vehicle.Exterior.AirTemperature",
  "Vehicle.Chassis.SteeringWheel.Angle",
  "Vehicle.Chassis.Brake.PedalPosition",
] as const;
