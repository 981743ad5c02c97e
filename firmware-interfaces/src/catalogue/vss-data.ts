/*
 * This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
 * If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
 *
 * Names, types, units and ranges of the COVESA Vehicle Signal Specification 6.0
 * (https://github.com/COVESA/vehicle_signal_specification, tag v6.0, commit 20c609bf95c73b51d483fb8f81a099d1d5b73066),
 * shortened: without branches, descriptions and allowed values. All other files of this package are under its own licence.
 *
 * One branch a line with its signals: name, type, unit, minimum, maximum; `-` for none, left out at the end.
 */
export const vssLines = `
Vehicle.Powertrain.CombustionEngine: EngineCode string; Displacement uint16 cm^3; StrokeLength float mm; Bore float mm; Configuration string; NumberOfCylinders uint16; NumberOfValvesPerCylinder uint16; CompressionRatio string; MaxPower uint16 kW; MaxTorque uint16 Nm; AspirationType string; IsRunning boolean; Speed float rpm; EngineHours float h; IdleHours float h; MAP uint16 kPa; MAF uint16 g/s; TPS uint8 percent - 100; EOP uint16 kPa; Power uint16 kW; Torque int16 Nm
Vehicle.Powertrain.CombustionEngine.EngineOil: Capacity float l; Level string; LifeRemaining int32 s; Temperature float Celsius
Vehicle.Powertrain.CombustionEngine.EngineCoolant: Capacity float l; Temperature float Celsius; Level string; LifeRemaining int32 s
Vehicle.Powertrain.CombustionEngine.DieselExhaustFluid: Capacity float l; Level uint8 percent 0 100; Range uint32 m; IsLevelLow boolean
Vehicle.Powertrain.CombustionEngine.DieselParticulateFilter: InletTemperature float Celsius; OutletTemperature float Celsius; DeltaPressure float Pa
Vehicle.Powertrain.Transmission: Type string; GearCount int8; DriveType string; TravelledDistance float km; CurrentGear int8; SelectedGear int8; IsParkLockEngaged boolean; IsLowRangeEngaged boolean; IsElectricalPowertrainEngaged boolean; PerformanceMode string; GearChangeMode string; Temperature float Celsius; ClutchEngagement float percent 0 100; ClutchWear uint8 percent - 100; DiffLockFrontEngagement float percent 0 100; DiffLockRearEngagement float percent 0 100; TorqueDistribution float percent -100 100
Vehicle.Powertrain.ElectricMotor: EngineCode string; MaxPower uint16 kW; MaxTorque uint16 Nm; MaxRegenPower uint16 kW; MaxRegenTorque uint16 Nm; Speed float rpm; TimeInUse float h; Temperature float Celsius; Power int16 kW; Torque int16 Nm
Vehicle.Powertrain.ElectricMotor.EngineCoolant: Capacity float l; Temperature float Celsius; Level string; LifeRemaining int32 s
Vehicle.Powertrain.TractionBattery: Id string; ProductionDate string iso8601; ErrorCodes string[]; IsPowerConnected boolean; IsGroundConnected boolean; GrossCapacity uint16 kWh; NetCapacity uint16 kWh; StateOfHealth float percent 0 100; NominalVoltage uint16 V; MaxVoltage uint16 V; CurrentVoltage float V; CurrentCurrent float A; CurrentPower float W; AccumulatedChargedEnergy float kWh; AccumulatedConsumedEnergy float kWh; AccumulatedChargedThroughput float Ah; AccumulatedConsumedThroughput float Ah; PowerLoss float W; Range uint32 m; TimeRemaining uint32 s
Vehicle.Powertrain.TractionBattery.Temperature: Average float Celsius; Min float Celsius; Max float Celsius; CellTemperature float[]
Vehicle.Powertrain.TractionBattery.CellVoltage: Min float V; IdMin uint16; Max float V; IdMax uint16; CellVoltages float[]
Vehicle.Powertrain.TractionBattery.StateOfCharge: Current float percent 0 100.0; Displayed float percent 0 100.0; CurrentEnergy float kWh
Vehicle.Powertrain.TractionBattery.Charging.ChargingPort.FrontLeft: SupportedInletTypes string[]; IsFlapOpen boolean; IsChargingCableConnected boolean; IsChargingCableLocked boolean
Vehicle.Powertrain.TractionBattery.Charging.ChargingPort.FrontMiddle: SupportedInletTypes string[]; IsFlapOpen boolean; IsChargingCableConnected boolean; IsChargingCableLocked boolean
Vehicle.Powertrain.TractionBattery.Charging.ChargingPort.FrontRight: SupportedInletTypes string[]; IsFlapOpen boolean; IsChargingCableConnected boolean; IsChargingCableLocked boolean
Vehicle.Powertrain.TractionBattery.Charging.ChargingPort.RearLeft: SupportedInletTypes string[]; IsFlapOpen boolean; IsChargingCableConnected boolean; IsChargingCableLocked boolean
Vehicle.Powertrain.TractionBattery.Charging.ChargingPort.RearMiddle: SupportedInletTypes string[]; IsFlapOpen boolean; IsChargingCableConnected boolean; IsChargingCableLocked boolean
Vehicle.Powertrain.TractionBattery.Charging.ChargingPort.RearRight: SupportedInletTypes string[]; IsFlapOpen boolean; IsChargingCableConnected boolean; IsChargingCableLocked boolean
Vehicle.Powertrain.TractionBattery.Charging.ChargingPort.AnyPosition: SupportedInletTypes string[]; IsFlapOpen boolean; IsChargingCableConnected boolean; IsChargingCableLocked boolean
Vehicle.Powertrain.TractionBattery.Charging: ChargeLimit uint8 percent 0 100; IsCharging boolean; IsDischarging boolean; StartStopCharging string; AveragePower float kW; MaxPower float kW; EvseId string; PowerLoss float W; Temperature float Celsius; ChargeRate float km/h; TimeToComplete uint32 s
Vehicle.Powertrain.TractionBattery.Charging.MaximumChargingCurrent: DC float A; Phase1 float A; Phase2 float A; Phase3 float A
Vehicle.Powertrain.TractionBattery.Charging.ChargeCurrent: DC float A; Phase1 float A; Phase2 float A; Phase3 float A
Vehicle.Powertrain.TractionBattery.Charging.ChargeVoltage: DC float V; Phase1 float V; Phase2 float V; Phase3 float V
Vehicle.Powertrain.TractionBattery.Charging.Location: Latitude double degrees -90 90; Longitude double degrees -180 180; Altitude double m
Vehicle.Powertrain.TractionBattery.Charging.Timer: Mode string; Time string iso8601
Vehicle.Powertrain.TractionBattery.DCDC: PowerLoss float W; Temperature float Celsius
Vehicle.Powertrain.TractionBattery.BatteryConditioning: IsActive boolean; IsOngoing boolean; RequestedMode string; StartTime string iso8601; TargetTime string iso8601; TargetTemperature float Celsius
Vehicle.Powertrain.FuelSystem: SupportedFuelTypes string[]; SupportedFuel string[]; HybridType string; TankCapacity float l; AbsoluteLevel float l; RelativeLevel uint8 percent 0 100; Range uint32 m; TimeRemaining uint32 s; InstantConsumption float l/100km 0; AverageConsumption float l/100km 0; ConsumptionSinceStart float l; ConsumptionSinceLastRefuel float l; IsEngineStopStartEnabled boolean; IsFuelLevelLow boolean; IsFuelLevelEmpty boolean; RefuelPortPosition string[]; IsFuelPortFlapOpen boolean; InstantantFuelEconomy float km/l; CumulativeFuelEconomy float km/l; DriveFuelEconomy float km/l; AfterRefuelingFuelEconomy float km/l
Vehicle.Powertrain.RangeExtender: OperatingMode string; CombinedFuelEconomy float km/l
Vehicle.Powertrain.RangeExtender.ChargeDepleting: EnergyConsumption float kWh/100km; Range uint32 m
Vehicle.Powertrain.RangeExtender.ChargeSustaining: FuelEconomy float km/l; Range uint32 m
Vehicle.Powertrain: AccumulatedBrakingEnergy float kWh; Range uint32 m; TimeRemaining uint32 s; Type string; PowerOptimizeLevel uint8 - 0 10; IsAutoPowerOptimize boolean
Vehicle.Body: BodyType string; RearMainSpoilerPosition float percent 0 100; PowerOptimizeLevel uint8 - 0 10; IsAutoPowerOptimize boolean
Vehicle.Body.Hood: IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Body.Trunk.Front: IsLightOn boolean; IsLocked boolean; IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Body.Trunk.Rear: IsLightOn boolean; IsLocked boolean; IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Body.Horn: IsActive boolean
Vehicle.Body.Raindetection: Intensity uint8 percent - 100
Vehicle.Body.Windshield.Front.Wiping: Mode string; Intensity uint8; WiperWear uint8 percent - 100; IsWipersWorn boolean
Vehicle.Body.Windshield.Front.Wiping.System: Mode string; Frequency uint8 cpm; TargetPosition float degrees; ActualPosition float degrees; DriveCurrent float A; IsWiping boolean; IsEndingWipeCycle boolean; IsWiperError boolean; IsPositionReached boolean; IsBlocked boolean; IsOverheated boolean
Vehicle.Body.Windshield.Front: IsHeatingOn boolean
Vehicle.Body.Windshield.Front.WasherFluid: IsLevelLow boolean; Level uint8 percent - 100
Vehicle.Body.Windshield.Rear.Wiping: Mode string; Intensity uint8; WiperWear uint8 percent - 100; IsWipersWorn boolean
Vehicle.Body.Windshield.Rear.Wiping.System: Mode string; Frequency uint8 cpm; TargetPosition float degrees; ActualPosition float degrees; DriveCurrent float A; IsWiping boolean; IsEndingWipeCycle boolean; IsWiperError boolean; IsPositionReached boolean; IsBlocked boolean; IsOverheated boolean
Vehicle.Body.Windshield.Rear: IsHeatingOn boolean
Vehicle.Body.Windshield.Rear.WasherFluid: IsLevelLow boolean; Level uint8 percent - 100
Vehicle.Body.Lights: LightSwitch string; IsHighBeamSwitchOn boolean
Vehicle.Body.Lights.Beam.Low: IsOn boolean; IsDefect boolean
Vehicle.Body.Lights.Beam.High: IsOn boolean; IsDefect boolean
Vehicle.Body.Lights.Running: IsOn boolean; IsDefect boolean
Vehicle.Body.Lights.Backup: IsOn boolean; IsDefect boolean
Vehicle.Body.Lights.Parking: IsOn boolean; IsDefect boolean
Vehicle.Body.Lights.Fog.Rear: IsOn boolean; IsDefect boolean
Vehicle.Body.Lights.Fog.Front: IsOn boolean; IsDefect boolean
Vehicle.Body.Lights.LicensePlate: IsOn boolean; IsDefect boolean
Vehicle.Body.Lights.Brake: IsActive string; IsDefect boolean
Vehicle.Body.Lights.Hazard: IsSignaling boolean; IsDefect boolean
Vehicle.Body.Lights.DirectionIndicator.Left: IsSignaling boolean; IsDefect boolean
Vehicle.Body.Lights.DirectionIndicator.Right: IsSignaling boolean; IsDefect boolean
Vehicle.Body.Mirrors.DriverSide: Tilt int8 percent -100 100; Pan int8 percent -100 100; Yaw int8 percent -100 100; IsHeatingOn boolean; IsLocked boolean; IsFolded boolean
Vehicle.Body.Mirrors.PassengerSide: Tilt int8 percent -100 100; Pan int8 percent -100 100; Yaw int8 percent -100 100; IsHeatingOn boolean; IsLocked boolean; IsFolded boolean
Vehicle.Cabin.RearShade: IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Cabin.HVAC.Station.Row1.Driver: FanSpeed uint8 percent 0 100; Temperature float Celsius; AirDistribution string
Vehicle.Cabin.HVAC.Station.Row1.Passenger: FanSpeed uint8 percent 0 100; Temperature float Celsius; AirDistribution string
Vehicle.Cabin.HVAC.Station.Row2.Driver: FanSpeed uint8 percent 0 100; Temperature float Celsius; AirDistribution string
Vehicle.Cabin.HVAC.Station.Row2.Passenger: FanSpeed uint8 percent 0 100; Temperature float Celsius; AirDistribution string
Vehicle.Cabin.HVAC.Station.Row3.Driver: FanSpeed uint8 percent 0 100; Temperature float Celsius; AirDistribution string
Vehicle.Cabin.HVAC.Station.Row3.Passenger: FanSpeed uint8 percent 0 100; Temperature float Celsius; AirDistribution string
Vehicle.Cabin.HVAC.Station.Row4.Driver: FanSpeed uint8 percent 0 100; Temperature float Celsius; AirDistribution string
Vehicle.Cabin.HVAC.Station.Row4.Passenger: FanSpeed uint8 percent 0 100; Temperature float Celsius; AirDistribution string
Vehicle.Cabin.HVAC: IsRecirculationActive boolean; IsFrontDefrosterActive boolean; IsRearDefrosterActive boolean; IsAirConditioningActive boolean; AmbientAirTemperature float Celsius; PowerOptimizeLevel uint8 - 0 10; IsAutoPowerOptimize boolean
Vehicle.Cabin.Infotainment.Media: Action string; DeclinedURI string; SelectedURI string; Volume uint8 percent 0 100
Vehicle.Cabin.Infotainment.Media.Played: Source string; Genre string; Artist string; Album string; Track string; URI string; PlaybackRate float
Vehicle.Cabin.Infotainment.Navigation.DestinationSet: Latitude double degrees -90 90; Longitude double degrees -180 180
Vehicle.Cabin.Infotainment.Navigation: Mute string; Volume uint8 percent 0 100; GuidanceVoice string
Vehicle.Cabin.Infotainment.Navigation.Map: IsAutoScaleModeUsed boolean
Vehicle.Cabin.Infotainment.HMI: CurrentLanguage string; FontSize string; DateFormat string; TimeFormat string; DistanceUnit string; FuelVolumeUnit string; FuelEconomyUnits string; EVEconomyUnits string; TemperatureUnit string; TirePressureUnit string; SpeedUnit string; EVEnergyUnits string; Brightness float percent 0 100; DayNightMode string; IsScreenAlwaysOn boolean; LastActionTime string iso8601; DisplayOffDuration uint16 s
Vehicle.Cabin.Infotainment.SmartphoneProjection: Active string; Source string; SupportedMode string[]
Vehicle.Cabin.Infotainment.SmartphoneScreenMirroring: Active string; Source string
Vehicle.Cabin.Infotainment: PowerOptimizeLevel uint8 - 0 10; IsAutoPowerOptimize boolean
Vehicle.Cabin.Sunroof: Position int8 percent -100 100; Switch string
Vehicle.Cabin.Sunroof.Shade: IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Cabin.RearviewMirror: DimmingLevel uint8 percent - 100
Vehicle.Cabin.Light: IsGloveBoxOn boolean; IsDomeOn boolean; PerceivedAmbientLight uint8 percent 0 100
Vehicle.Cabin.Light.Spotlight.Row1.DriverSide: IsLightOn boolean; Intensity uint8 percent 1 100; Color string
Vehicle.Cabin.Light.Spotlight.Row1.PassengerSide: IsLightOn boolean; Intensity uint8 percent 1 100; Color string
Vehicle.Cabin.Light.Spotlight.Row2.DriverSide: IsLightOn boolean; Intensity uint8 percent 1 100; Color string
Vehicle.Cabin.Light.Spotlight.Row2.PassengerSide: IsLightOn boolean; Intensity uint8 percent 1 100; Color string
Vehicle.Cabin.Light.Spotlight.Row3.DriverSide: IsLightOn boolean; Intensity uint8 percent 1 100; Color string
Vehicle.Cabin.Light.Spotlight.Row3.PassengerSide: IsLightOn boolean; Intensity uint8 percent 1 100; Color string
Vehicle.Cabin.Light.Spotlight.Row4.DriverSide: IsLightOn boolean; Intensity uint8 percent 1 100; Color string
Vehicle.Cabin.Light.Spotlight.Row4.PassengerSide: IsLightOn boolean; Intensity uint8 percent 1 100; Color string
Vehicle.Cabin.Light.AmbientLight.Row1.DriverSide: IsLightOn boolean; Intensity uint8 percent 1 100; Color string
Vehicle.Cabin.Light.AmbientLight.Row1.PassengerSide: IsLightOn boolean; Intensity uint8 percent 1 100; Color string
Vehicle.Cabin.Light.AmbientLight.Row2.DriverSide: IsLightOn boolean; Intensity uint8 percent 1 100; Color string
Vehicle.Cabin.Light.AmbientLight.Row2.PassengerSide: IsLightOn boolean; Intensity uint8 percent 1 100; Color string
Vehicle.Cabin.Light.InteractiveLightBar: Effect string; IsLightOn boolean; Intensity uint8 percent 1 100; Color string
Vehicle.Cabin.Door.Row1.DriverSide.Window: IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Cabin.Door.Row1.DriverSide: IsChildLockActive boolean; IsLocked boolean; IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Cabin.Door.Row1.DriverSide.Shade: IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Cabin.Door.Row1.PassengerSide.Window: IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Cabin.Door.Row1.PassengerSide: IsChildLockActive boolean; IsLocked boolean; IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Cabin.Door.Row1.PassengerSide.Shade: IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Cabin.Door.Row2.DriverSide.Window: IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Cabin.Door.Row2.DriverSide: IsChildLockActive boolean; IsLocked boolean; IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Cabin.Door.Row2.DriverSide.Shade: IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Cabin.Door.Row2.PassengerSide.Window: IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Cabin.Door.Row2.PassengerSide: IsChildLockActive boolean; IsLocked boolean; IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Cabin.Door.Row2.PassengerSide.Shade: IsOpen boolean; Position uint8 percent 0 100; Switch string
Vehicle.Cabin: DoorCount uint8; IsWindowChildLockEngaged boolean; DriverPosition string; SeatRowCount uint8; SeatPosCount uint8[]; PowerOptimizeLevel uint8 - 0 10; IsAutoPowerOptimize boolean
Vehicle.Cabin.Seat.Row1.DriverSide: OccupancyStatus string; IsBelted boolean; SeatBeltHeight uint16 mm; Position uint16 mm 0; Height uint16 mm 0; Tilt float degrees; IsWarmerSwitchEngaged boolean; IsCoolerSwitchEngaged boolean; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean; IsUpSwitchEngaged boolean; IsDownSwitchEngaged boolean; IsTiltForwardSwitchEngaged boolean; IsTiltBackwardSwitchEngaged boolean; IsIncreaseMassageLevelSwitchEngaged boolean; IsDecreaseMassageLevelSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row1.DriverSide.Massage: IsAvailable boolean; Level uint8 percent 0 100; Status string; SupportedTypes string[]; TypeActive string
Vehicle.Cabin.Seat.Row1.DriverSide.Backrest: Recline float degrees; LumbarSupport float percent 0 100; TopLumbarSupport float percent 0 100; MidLumbarSupport float percent 0 100; BottomLumbarSupport float percent 0 100; LumbarHeight uint8 mm 0; SideBolsterSupport float percent 0 100; SideBolsterSupportLeft float percent 0 100; SideBolsterSupportRight float percent 0 100; UpperShoulderSupport float percent 0 100; IsReclineForwardSwitchEngaged boolean; IsReclineBackwardSwitchEngaged boolean; IsMoreLumbarSupportSwitchEngaged boolean; IsLessLumbarSupportSwitchEngaged boolean; IsLumbarUpSwitchEngaged boolean; IsLumbarDownSwitchEngaged boolean; IsMoreSideBolsterSupportSwitchEngaged boolean; IsLessSideBolsterSupportSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row1.DriverSide.Seating: Length uint16 mm 0; SideBolsterSupportRight float percent 0 100; SideBolsterSupportLeft float percent 0 100; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row1.DriverSide.Headrest: Height uint8 mm 0; Angle float degrees; IsUpSwitchEngaged boolean; IsDownSwitchEngaged boolean; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean
Vehicle.Cabin.Seat.Row1.DriverSide.Airbag: IsEnabled boolean; IsDeployed boolean
Vehicle.Cabin.Seat.Row1.DriverSide.NeckScarf: HeatingCooling int8 percent -100 100; FanSpeed uint8 percent 0 100
Vehicle.Cabin.Seat.Row1.Middle: OccupancyStatus string; IsBelted boolean; SeatBeltHeight uint16 mm; Position uint16 mm 0; Height uint16 mm 0; Tilt float degrees; IsWarmerSwitchEngaged boolean; IsCoolerSwitchEngaged boolean; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean; IsUpSwitchEngaged boolean; IsDownSwitchEngaged boolean; IsTiltForwardSwitchEngaged boolean; IsTiltBackwardSwitchEngaged boolean; IsIncreaseMassageLevelSwitchEngaged boolean; IsDecreaseMassageLevelSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row1.Middle.Massage: IsAvailable boolean; Level uint8 percent 0 100; Status string; SupportedTypes string[]; TypeActive string
Vehicle.Cabin.Seat.Row1.Middle.Backrest: Recline float degrees; LumbarSupport float percent 0 100; TopLumbarSupport float percent 0 100; MidLumbarSupport float percent 0 100; BottomLumbarSupport float percent 0 100; LumbarHeight uint8 mm 0; SideBolsterSupport float percent 0 100; SideBolsterSupportLeft float percent 0 100; SideBolsterSupportRight float percent 0 100; UpperShoulderSupport float percent 0 100; IsReclineForwardSwitchEngaged boolean; IsReclineBackwardSwitchEngaged boolean; IsMoreLumbarSupportSwitchEngaged boolean; IsLessLumbarSupportSwitchEngaged boolean; IsLumbarUpSwitchEngaged boolean; IsLumbarDownSwitchEngaged boolean; IsMoreSideBolsterSupportSwitchEngaged boolean; IsLessSideBolsterSupportSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row1.Middle.Seating: Length uint16 mm 0; SideBolsterSupportRight float percent 0 100; SideBolsterSupportLeft float percent 0 100; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row1.Middle.Headrest: Height uint8 mm 0; Angle float degrees; IsUpSwitchEngaged boolean; IsDownSwitchEngaged boolean; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean
Vehicle.Cabin.Seat.Row1.Middle.Airbag: IsEnabled boolean; IsDeployed boolean
Vehicle.Cabin.Seat.Row1.Middle.NeckScarf: HeatingCooling int8 percent -100 100; FanSpeed uint8 percent 0 100
Vehicle.Cabin.Seat.Row1.PassengerSide: OccupancyStatus string; IsBelted boolean; SeatBeltHeight uint16 mm; Position uint16 mm 0; Height uint16 mm 0; Tilt float degrees; IsWarmerSwitchEngaged boolean; IsCoolerSwitchEngaged boolean; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean; IsUpSwitchEngaged boolean; IsDownSwitchEngaged boolean; IsTiltForwardSwitchEngaged boolean; IsTiltBackwardSwitchEngaged boolean; IsIncreaseMassageLevelSwitchEngaged boolean; IsDecreaseMassageLevelSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row1.PassengerSide.Massage: IsAvailable boolean; Level uint8 percent 0 100; Status string; SupportedTypes string[]; TypeActive string
Vehicle.Cabin.Seat.Row1.PassengerSide.Backrest: Recline float degrees; LumbarSupport float percent 0 100; TopLumbarSupport float percent 0 100; MidLumbarSupport float percent 0 100; BottomLumbarSupport float percent 0 100; LumbarHeight uint8 mm 0; SideBolsterSupport float percent 0 100; SideBolsterSupportLeft float percent 0 100; SideBolsterSupportRight float percent 0 100; UpperShoulderSupport float percent 0 100; IsReclineForwardSwitchEngaged boolean; IsReclineBackwardSwitchEngaged boolean; IsMoreLumbarSupportSwitchEngaged boolean; IsLessLumbarSupportSwitchEngaged boolean; IsLumbarUpSwitchEngaged boolean; IsLumbarDownSwitchEngaged boolean; IsMoreSideBolsterSupportSwitchEngaged boolean; IsLessSideBolsterSupportSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row1.PassengerSide.Seating: Length uint16 mm 0; SideBolsterSupportRight float percent 0 100; SideBolsterSupportLeft float percent 0 100; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row1.PassengerSide.Headrest: Height uint8 mm 0; Angle float degrees; IsUpSwitchEngaged boolean; IsDownSwitchEngaged boolean; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean
Vehicle.Cabin.Seat.Row1.PassengerSide.Airbag: IsEnabled boolean; IsDeployed boolean
Vehicle.Cabin.Seat.Row1.PassengerSide.NeckScarf: HeatingCooling int8 percent -100 100; FanSpeed uint8 percent 0 100
Vehicle.Cabin.Seat.Row2.DriverSide: OccupancyStatus string; IsBelted boolean; SeatBeltHeight uint16 mm; Position uint16 mm 0; Height uint16 mm 0; Tilt float degrees; IsWarmerSwitchEngaged boolean; IsCoolerSwitchEngaged boolean; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean; IsUpSwitchEngaged boolean; IsDownSwitchEngaged boolean; IsTiltForwardSwitchEngaged boolean; IsTiltBackwardSwitchEngaged boolean; IsIncreaseMassageLevelSwitchEngaged boolean; IsDecreaseMassageLevelSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row2.DriverSide.Massage: IsAvailable boolean; Level uint8 percent 0 100; Status string; SupportedTypes string[]; TypeActive string
Vehicle.Cabin.Seat.Row2.DriverSide.Backrest: Recline float degrees; LumbarSupport float percent 0 100; TopLumbarSupport float percent 0 100; MidLumbarSupport float percent 0 100; BottomLumbarSupport float percent 0 100; LumbarHeight uint8 mm 0; SideBolsterSupport float percent 0 100; SideBolsterSupportLeft float percent 0 100; SideBolsterSupportRight float percent 0 100; UpperShoulderSupport float percent 0 100; IsReclineForwardSwitchEngaged boolean; IsReclineBackwardSwitchEngaged boolean; IsMoreLumbarSupportSwitchEngaged boolean; IsLessLumbarSupportSwitchEngaged boolean; IsLumbarUpSwitchEngaged boolean; IsLumbarDownSwitchEngaged boolean; IsMoreSideBolsterSupportSwitchEngaged boolean; IsLessSideBolsterSupportSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row2.DriverSide.Seating: Length uint16 mm 0; SideBolsterSupportRight float percent 0 100; SideBolsterSupportLeft float percent 0 100; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row2.DriverSide.Headrest: Height uint8 mm 0; Angle float degrees; IsUpSwitchEngaged boolean; IsDownSwitchEngaged boolean; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean
Vehicle.Cabin.Seat.Row2.DriverSide.Airbag: IsEnabled boolean; IsDeployed boolean
Vehicle.Cabin.Seat.Row2.DriverSide.NeckScarf: HeatingCooling int8 percent -100 100; FanSpeed uint8 percent 0 100
Vehicle.Cabin.Seat.Row2.Middle: OccupancyStatus string; IsBelted boolean; SeatBeltHeight uint16 mm; Position uint16 mm 0; Height uint16 mm 0; Tilt float degrees; IsWarmerSwitchEngaged boolean; IsCoolerSwitchEngaged boolean; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean; IsUpSwitchEngaged boolean; IsDownSwitchEngaged boolean; IsTiltForwardSwitchEngaged boolean; IsTiltBackwardSwitchEngaged boolean; IsIncreaseMassageLevelSwitchEngaged boolean; IsDecreaseMassageLevelSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row2.Middle.Massage: IsAvailable boolean; Level uint8 percent 0 100; Status string; SupportedTypes string[]; TypeActive string
Vehicle.Cabin.Seat.Row2.Middle.Backrest: Recline float degrees; LumbarSupport float percent 0 100; TopLumbarSupport float percent 0 100; MidLumbarSupport float percent 0 100; BottomLumbarSupport float percent 0 100; LumbarHeight uint8 mm 0; SideBolsterSupport float percent 0 100; SideBolsterSupportLeft float percent 0 100; SideBolsterSupportRight float percent 0 100; UpperShoulderSupport float percent 0 100; IsReclineForwardSwitchEngaged boolean; IsReclineBackwardSwitchEngaged boolean; IsMoreLumbarSupportSwitchEngaged boolean; IsLessLumbarSupportSwitchEngaged boolean; IsLumbarUpSwitchEngaged boolean; IsLumbarDownSwitchEngaged boolean; IsMoreSideBolsterSupportSwitchEngaged boolean; IsLessSideBolsterSupportSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row2.Middle.Seating: Length uint16 mm 0; SideBolsterSupportRight float percent 0 100; SideBolsterSupportLeft float percent 0 100; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row2.Middle.Headrest: Height uint8 mm 0; Angle float degrees; IsUpSwitchEngaged boolean; IsDownSwitchEngaged boolean; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean
Vehicle.Cabin.Seat.Row2.Middle.Airbag: IsEnabled boolean; IsDeployed boolean
Vehicle.Cabin.Seat.Row2.Middle.NeckScarf: HeatingCooling int8 percent -100 100; FanSpeed uint8 percent 0 100
Vehicle.Cabin.Seat.Row2.PassengerSide: OccupancyStatus string; IsBelted boolean; SeatBeltHeight uint16 mm; Position uint16 mm 0; Height uint16 mm 0; Tilt float degrees; IsWarmerSwitchEngaged boolean; IsCoolerSwitchEngaged boolean; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean; IsUpSwitchEngaged boolean; IsDownSwitchEngaged boolean; IsTiltForwardSwitchEngaged boolean; IsTiltBackwardSwitchEngaged boolean; IsIncreaseMassageLevelSwitchEngaged boolean; IsDecreaseMassageLevelSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row2.PassengerSide.Massage: IsAvailable boolean; Level uint8 percent 0 100; Status string; SupportedTypes string[]; TypeActive string
Vehicle.Cabin.Seat.Row2.PassengerSide.Backrest: Recline float degrees; LumbarSupport float percent 0 100; TopLumbarSupport float percent 0 100; MidLumbarSupport float percent 0 100; BottomLumbarSupport float percent 0 100; LumbarHeight uint8 mm 0; SideBolsterSupport float percent 0 100; SideBolsterSupportLeft float percent 0 100; SideBolsterSupportRight float percent 0 100; UpperShoulderSupport float percent 0 100; IsReclineForwardSwitchEngaged boolean; IsReclineBackwardSwitchEngaged boolean; IsMoreLumbarSupportSwitchEngaged boolean; IsLessLumbarSupportSwitchEngaged boolean; IsLumbarUpSwitchEngaged boolean; IsLumbarDownSwitchEngaged boolean; IsMoreSideBolsterSupportSwitchEngaged boolean; IsLessSideBolsterSupportSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row2.PassengerSide.Seating: Length uint16 mm 0; SideBolsterSupportRight float percent 0 100; SideBolsterSupportLeft float percent 0 100; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean; HeatingCooling int8 percent -100 100
Vehicle.Cabin.Seat.Row2.PassengerSide.Headrest: Height uint8 mm 0; Angle float degrees; IsUpSwitchEngaged boolean; IsDownSwitchEngaged boolean; IsForwardSwitchEngaged boolean; IsBackwardSwitchEngaged boolean
Vehicle.Cabin.Seat.Row2.PassengerSide.Airbag: IsEnabled boolean; IsDeployed boolean
Vehicle.Cabin.Seat.Row2.PassengerSide.NeckScarf: HeatingCooling int8 percent -100 100; FanSpeed uint8 percent 0 100
Vehicle.Cabin.Convertible: Status string
Vehicle.ADAS: ActiveAutonomyLevel string; SupportedAutonomyLevel string; PowerOptimizeLevel uint8 - 0 10; IsAutoPowerOptimize boolean
Vehicle.ADAS.CruiseControl: IsEnabled boolean; IsActive boolean; SpeedSet float km/h; IsError boolean; IsAdaptive boolean; AdaptiveDistanceSet float m 0.0; AdaptiveIntervalSet uint8
Vehicle.ADAS.LaneDepartureDetection: IsEnabled boolean; IsWarning boolean; IsError boolean
Vehicle.ADAS.ObstacleDetection.Front.Left: IsEnabled boolean; IsWarning boolean; IsError boolean; Distance float m 0.0; TimeGap uint32 ms; WarningType string
Vehicle.ADAS.ObstacleDetection.Front.Center: IsEnabled boolean; IsWarning boolean; IsError boolean; Distance float m 0.0; TimeGap uint32 ms; WarningType string
Vehicle.ADAS.ObstacleDetection.Front.Right: IsEnabled boolean; IsWarning boolean; IsError boolean; Distance float m 0.0; TimeGap uint32 ms; WarningType string
Vehicle.ADAS.ObstacleDetection.Rear.Left: IsEnabled boolean; IsWarning boolean; IsError boolean; Distance float m 0.0; TimeGap uint32 ms; WarningType string
Vehicle.ADAS.ObstacleDetection.Rear.Center: IsEnabled boolean; IsWarning boolean; IsError boolean; Distance float m 0.0; TimeGap uint32 ms; WarningType string
Vehicle.ADAS.ObstacleDetection.Rear.Right: IsEnabled boolean; IsWarning boolean; IsError boolean; Distance float m 0.0; TimeGap uint32 ms; WarningType string
Vehicle.ADAS.ABS: IsEnabled boolean; IsError boolean; IsEngaged boolean
Vehicle.ADAS.TCS: IsEnabled boolean; IsError boolean; IsEngaged boolean
Vehicle.ADAS.ESC: IsEnabled boolean; IsError boolean; IsEngaged boolean; IsStrongCrossWindDetected boolean
Vehicle.ADAS.ESC.RoadFriction: MostProbable float percent 0 100; LowerBound float percent 0 100; UpperBound float percent 0 100
Vehicle.ADAS.EBD: IsEnabled boolean; IsError boolean; IsEngaged boolean
Vehicle.ADAS.EBA: IsEnabled boolean; IsError boolean; IsEngaged boolean
Vehicle.ADAS.DMS: IsEnabled boolean; IsWarning boolean; IsError boolean
Vehicle.Chassis: Wheelbase uint16 mm; AxleCount uint8
Vehicle.Chassis.Axle.Row1: TreadWidth uint16 mm; TrackWidth uint16 mm; AxleWidth uint16 mm; WheelCount uint8; WheelDiameter float inch; WheelWidth float inch; SteeringAngle float degrees; TireDiameter float inch; TireWidth uint16 mm; TireAspectRatio uint8 percent
Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake: FluidLevel uint8 percent - 100; IsFluidLevelLow boolean; PadWear uint8 percent - 100; IsBrakesWorn boolean
Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire: Pressure uint16 kPa; IsPressureLow boolean; Temperature float Celsius; RubberTemperature float Celsius; AirTemperature float Celsius
Vehicle.Chassis.Axle.Row1.Wheel.Left: Speed float km/h; AngularSpeed float degrees/s
Vehicle.Chassis.Axle.Row1.Wheel.Right.Brake: FluidLevel uint8 percent - 100; IsFluidLevelLow boolean; PadWear uint8 percent - 100; IsBrakesWorn boolean
Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire: Pressure uint16 kPa; IsPressureLow boolean; Temperature float Celsius; RubberTemperature float Celsius; AirTemperature float Celsius
Vehicle.Chassis.Axle.Row1.Wheel.Right: Speed float km/h; AngularSpeed float degrees/s
Vehicle.Chassis.Axle.Row2: TreadWidth uint16 mm; TrackWidth uint16 mm; AxleWidth uint16 mm; WheelCount uint8; WheelDiameter float inch; WheelWidth float inch; SteeringAngle float degrees; TireDiameter float inch; TireWidth uint16 mm; TireAspectRatio uint8 percent
Vehicle.Chassis.Axle.Row2.Wheel.Left.Brake: FluidLevel uint8 percent - 100; IsFluidLevelLow boolean; PadWear uint8 percent - 100; IsBrakesWorn boolean
Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire: Pressure uint16 kPa; IsPressureLow boolean; Temperature float Celsius; RubberTemperature float Celsius; AirTemperature float Celsius
Vehicle.Chassis.Axle.Row2.Wheel.Left: Speed float km/h; AngularSpeed float degrees/s
Vehicle.Chassis.Axle.Row2.Wheel.Right.Brake: FluidLevel uint8 percent - 100; IsFluidLevelLow boolean; PadWear uint8 percent - 100; IsBrakesWorn boolean
Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire: Pressure uint16 kPa; IsPressureLow boolean; Temperature float Celsius; RubberTemperature float Celsius; AirTemperature float Celsius
Vehicle.Chassis.Axle.Row2.Wheel.Right: Speed float km/h; AngularSpeed float degrees/s
Vehicle.Chassis.ParkingBrake: IsEngaged boolean; IsAutoApplyEnabled boolean
Vehicle.Chassis.SteeringWheel: Angle int16 degrees; Tilt uint8 percent 0 100; Extension uint8 percent 0 100; HeatingCooling int8 percent -100 100
Vehicle.Chassis.Accelerator: PedalPosition uint8 percent 0 100
Vehicle.Chassis.Brake: PedalPosition uint8 percent 0 100; IsDriverEmergencyBrakingDetected boolean
Vehicle.Driver: DistractionLevel float percent 0 100; IsEyesOnRoad boolean; IsHandsOnWheel boolean; AttentiveProbability float percent 0 100; FatigueLevel float percent 0 100; HeartRate uint16 bpm
Vehicle.Occupant.Row1.DriverSide.Identifier: Subject string; Issuer string
Vehicle.Occupant.Row1.DriverSide.HeadPosition: X int16 mm; Y int16 mm; Z int16 mm; Yaw float degrees -180 180; Pitch float degrees -90 90; Roll float degrees -180 180
Vehicle.Occupant.Row1.DriverSide.MidEyeGaze: Azimuth float degrees -180 180; Elevation float degrees -90 90
Vehicle.Occupant.Row1.Middle.Identifier: Subject string; Issuer string
Vehicle.Occupant.Row1.Middle.HeadPosition: X int16 mm; Y int16 mm; Z int16 mm; Yaw float degrees -180 180; Pitch float degrees -90 90; Roll float degrees -180 180
Vehicle.Occupant.Row1.Middle.MidEyeGaze: Azimuth float degrees -180 180; Elevation float degrees -90 90
Vehicle.Occupant.Row1.PassengerSide.Identifier: Subject string; Issuer string
Vehicle.Occupant.Row1.PassengerSide.HeadPosition: X int16 mm; Y int16 mm; Z int16 mm; Yaw float degrees -180 180; Pitch float degrees -90 90; Roll float degrees -180 180
Vehicle.Occupant.Row1.PassengerSide.MidEyeGaze: Azimuth float degrees -180 180; Elevation float degrees -90 90
Vehicle.Occupant.Row2.DriverSide.Identifier: Subject string; Issuer string
Vehicle.Occupant.Row2.DriverSide.HeadPosition: X int16 mm; Y int16 mm; Z int16 mm; Yaw float degrees -180 180; Pitch float degrees -90 90; Roll float degrees -180 180
Vehicle.Occupant.Row2.DriverSide.MidEyeGaze: Azimuth float degrees -180 180; Elevation float degrees -90 90
Vehicle.Occupant.Row2.Middle.Identifier: Subject string; Issuer string
Vehicle.Occupant.Row2.Middle.HeadPosition: X int16 mm; Y int16 mm; Z int16 mm; Yaw float degrees -180 180; Pitch float degrees -90 90; Roll float degrees -180 180
Vehicle.Occupant.Row2.Middle.MidEyeGaze: Azimuth float degrees -180 180; Elevation float degrees -90 90
Vehicle.Occupant.Row2.PassengerSide.Identifier: Subject string; Issuer string
Vehicle.Occupant.Row2.PassengerSide.HeadPosition: X int16 mm; Y int16 mm; Z int16 mm; Yaw float degrees -180 180; Pitch float degrees -90 90; Roll float degrees -180 180
Vehicle.Occupant.Row2.PassengerSide.MidEyeGaze: Azimuth float degrees -180 180; Elevation float degrees -90 90
Vehicle.Exterior: AirTemperature float Celsius; Humidity float percent 0 100; LightIntensity float percent 0 100
Vehicle.Service: IsServiceDue boolean; DistanceToService float km; TimeToService int32 s
Vehicle.Connectivity: IsConnectivityAvailable boolean
Vehicle.VersionVSS: Major uint32; Minor uint32; Patch uint32; Label string
Vehicle.VehicleIdentification: VIN string; WMI string; Brand string; Model string; Year uint16; AcrissCode string; BodyType string; DateVehicleFirstRegistered string iso8601; LicensePlate string; MeetsEmissionStandard string; ProductionDate string iso8601; PurchaseDate string iso8601; VehicleModelDate string iso8601; VehicleConfiguration string; VehicleSeatingCapacity uint16; VehicleSpecialUsage string; VehicleExteriorColor string; VehicleInteriorColor string; VehicleInteriorType string; KnownVehicleDamages string; OptionalExtras string[]
Vehicle: LowVoltageSystemState string; Speed float km/h; TraveledDistance uint32 m; TraveledDistanceSinceStart uint32 m; StartTime string iso8601; TripDuration float s; TripMeterReading uint32 m; IsBrokenDown boolean; IsMoving boolean; AverageSpeed float km/h; RoofLoad int16 kg; CargoVolume float l 0; EmissionsCO2 int16 g/km; CurrentOverallWeight uint16 kg; CurbWeight uint16 kg; GrossWeight uint16 kg; MaxTowWeight uint16 kg; MaxTowBallWeight uint16 kg; Length uint16 mm; Height uint16 mm; WidthExcludingMirrors uint16 mm; WidthIncludingMirrors uint16 mm; WidthFoldedMirrors uint16 mm; TurningDiameter uint16 mm; PowerOptimizeLevel uint8 - 0 10; IsAutoPowerOptimize boolean
Vehicle.LowVoltageBattery: NominalVoltage uint16 V; NominalCapacity uint16 Ah; CurrentVoltage float V; CurrentCurrent float A
Vehicle.Acceleration: Longitudinal float m/s^2; Lateral float m/s^2; Vertical float m/s^2
Vehicle.AngularVelocity: Roll float degrees/s; Pitch float degrees/s; Yaw float degrees/s
Vehicle.Trailer: IsConnected boolean
Vehicle.CurrentLocation: Timestamp string iso8601; Latitude double degrees -90 90; Longitude double degrees -180 180; Heading double degrees 0 360; HorizontalAccuracy double m; Altitude double m; VerticalAccuracy double m
Vehicle.CurrentLocation.GNSSReceiver: FixType string
Vehicle.CurrentLocation.GNSSReceiver.MountingPosition: X int16 mm; Y int16 mm; Z int16 mm
Vehicle.Diagnostics: DTCCount uint8; DTCList string[]
Vehicle.MotionManagement.ElectricAxle.Row1: Torque int16 Nm; TorqueTarget int16 Nm; TorqueMaximum int16 Nm; TorqueMinimum int16 Nm; TorqueMaximumLimit int16 Nm; TorqueMinimumLimit int16 Nm; RotationalSpeed int16 rpm; RotationalSpeedTarget int16 rpm; RotationalSpeedMaximumLimit int16 rpm; RotationalSpeedMinimumLimit int16 rpm
Vehicle.MotionManagement.ElectricAxle.Row2: Torque int16 Nm; TorqueTarget int16 Nm; TorqueMaximum int16 Nm; TorqueMinimum int16 Nm; TorqueMaximumLimit int16 Nm; TorqueMinimumLimit int16 Nm; RotationalSpeed int16 rpm; RotationalSpeedTarget int16 rpm; RotationalSpeedMaximumLimit int16 rpm; RotationalSpeedMinimumLimit int16 rpm
Vehicle.MotionManagement.Brake: VehicleForceMaximum int16 N - 0; VehicleForceElectricMinimumArbitrated int16 N - 0; VehicleForceElectric int16 N - 0; VehicleForceDistributionFrontMaximum uint16 percent 0 100; VehicleForceDistributionFrontMinimum uint16 percent 0 100
Vehicle.MotionManagement.Brake.Axle.Row1: TorqueElectricMinimum int16 Nm - 0; TorqueFrictionDifferenceMaximum uint16 Nm; TorqueDistributionFrictionRightMaximum uint16 percent 0 100; TorqueDistributionFrictionRightMinimum uint16 percent 0 100
Vehicle.MotionManagement.Brake.Axle.Row1.Wheel.Left: Torque int16 Nm - 0; TorqueArbitrated int16 Nm - 0; TorqueFrictionMaximum int16 Nm - 0; TorqueFrictionMinimum int16 Nm - 0; OmegaUpper uint16 rad/s; OmegaLower uint16 rad/s
Vehicle.MotionManagement.Brake.Axle.Row1.Wheel.Right: Torque int16 Nm - 0; TorqueArbitrated int16 Nm - 0; TorqueFrictionMaximum int16 Nm - 0; TorqueFrictionMinimum int16 Nm - 0; OmegaUpper uint16 rad/s; OmegaLower uint16 rad/s
Vehicle.MotionManagement.Brake.Axle.Row2: TorqueElectricMinimum int16 Nm - 0; TorqueFrictionDifferenceMaximum uint16 Nm; TorqueDistributionFrictionRightMaximum uint16 percent 0 100; TorqueDistributionFrictionRightMinimum uint16 percent 0 100
Vehicle.MotionManagement.Brake.Axle.Row2.Wheel.Left: Torque int16 Nm - 0; TorqueArbitrated int16 Nm - 0; TorqueFrictionMaximum int16 Nm - 0; TorqueFrictionMinimum int16 Nm - 0; OmegaUpper uint16 rad/s; OmegaLower uint16 rad/s
Vehicle.MotionManagement.Brake.Axle.Row2.Wheel.Right: Torque int16 Nm - 0; TorqueArbitrated int16 Nm - 0; TorqueFrictionMaximum int16 Nm - 0; TorqueFrictionMinimum int16 Nm - 0; OmegaUpper uint16 rad/s; OmegaLower uint16 rad/s
Vehicle.MotionManagement.Steering.SteeringWheel: Angle int16 degrees; AngleTarget int16 degrees; AngleTargetMode uint8; TorqueOffsetTarget int16 Nm; TorqueOffsetTargetMode uint8; TorqueTarget int16 Nm; TorqueTargetMode uint8; Torque int16 Nm
Vehicle.MotionManagement.Steering.Axle.Row1: PositionTargetMode uint8; PositionOffsetTargetMode uint8; RackPosition int16 mm; RackPositionTarget int16 mm; RackPositionOffsetTarget int16 mm; SteerAngle int16 degrees; SteerAngleTarget int16 degrees; SteerAngleOffsetTarget int16 degrees
Vehicle.MotionManagement.Steering.Axle.Row2: SteerAngle int16 degrees; SteerAngleTarget int16 degrees; SteerAngleVelocityTarget int16 degrees/s
Vehicle.MotionManagement.Suspension: DampingPrioTarget uint8 percent 0 100; RollTorqueTarget int16 Nm; RollPrioTarget uint8 percent 0 100; RollTorqueDistributionFrontMaximum uint8 percent 0 100; RollTorqueDistributionFrontMinimum uint8 percent 0 100
Vehicle.MotionManagement.Suspension.Axle.Row1: RollTorque int16 Nm
Vehicle.MotionManagement.Suspension.Axle.Row1.Wheel.Left: DampingRateTarget uint8 percent 0 100; DampingRate uint8 percent 0 100; DampingForceTarget int16 N; DampingForce int16 N
Vehicle.MotionManagement.Suspension.Axle.Row1.Wheel.Right: DampingRateTarget uint8 percent 0 100; DampingRate uint8 percent 0 100; DampingForceTarget int16 N; DampingForce int16 N
Vehicle.MotionManagement.Suspension.Axle.Row2: RollTorque int16 Nm
Vehicle.MotionManagement.Suspension.Axle.Row2.Wheel.Left: DampingRateTarget uint8 percent 0 100; DampingRate uint8 percent 0 100; DampingForceTarget int16 N; DampingForce int16 N
Vehicle.MotionManagement.Suspension.Axle.Row2.Wheel.Right: DampingRateTarget uint8 percent 0 100; DampingRate uint8 percent 0 100; DampingForceTarget int16 N; DampingForce int16 N
Vehicle.ControlUnit.Central.Health.Network.CAN: IsNetworkOK boolean
Vehicle.ControlUnit.Central.Health.Network.ETH: IsNetworkOK boolean
Vehicle.ControlUnit.Central.Health.Resources: Power float W; Temperature float Celsius
Vehicle.ControlUnit.Central.Health.Resources.Utilization: CPU float percent 0 100; Memory float percent 0 100
Vehicle.ControlUnit.Central.Health.SWSupervision: IsAliveTriggered boolean; IsDeadlineTriggered boolean; IsLogicalTriggered boolean; IsWatchdogTriggered boolean
Vehicle.ControlUnit.Central: ID uint8
Vehicle.ControlUnit.FrontLeft.Health.Network.CAN: IsNetworkOK boolean
Vehicle.ControlUnit.FrontLeft.Health.Network.ETH: IsNetworkOK boolean
Vehicle.ControlUnit.FrontLeft.Health.Resources: Power float W; Temperature float Celsius
Vehicle.ControlUnit.FrontLeft.Health.Resources.Utilization: CPU float percent 0 100; Memory float percent 0 100
Vehicle.ControlUnit.FrontLeft.Health.SWSupervision: IsAliveTriggered boolean; IsDeadlineTriggered boolean; IsLogicalTriggered boolean; IsWatchdogTriggered boolean
Vehicle.ControlUnit.FrontLeft: ID uint8
Vehicle.ControlUnit.FrontRight.Health.Network.CAN: IsNetworkOK boolean
Vehicle.ControlUnit.FrontRight.Health.Network.ETH: IsNetworkOK boolean
Vehicle.ControlUnit.FrontRight.Health.Resources: Power float W; Temperature float Celsius
Vehicle.ControlUnit.FrontRight.Health.Resources.Utilization: CPU float percent 0 100; Memory float percent 0 100
Vehicle.ControlUnit.FrontRight.Health.SWSupervision: IsAliveTriggered boolean; IsDeadlineTriggered boolean; IsLogicalTriggered boolean; IsWatchdogTriggered boolean
Vehicle.ControlUnit.FrontRight: ID uint8
Vehicle.ControlUnit.RearLeft1.Health.Network.CAN: IsNetworkOK boolean
Vehicle.ControlUnit.RearLeft1.Health.Network.ETH: IsNetworkOK boolean
Vehicle.ControlUnit.RearLeft1.Health.Resources: Power float W; Temperature float Celsius
Vehicle.ControlUnit.RearLeft1.Health.Resources.Utilization: CPU float percent 0 100; Memory float percent 0 100
Vehicle.ControlUnit.RearLeft1.Health.SWSupervision: IsAliveTriggered boolean; IsDeadlineTriggered boolean; IsLogicalTriggered boolean; IsWatchdogTriggered boolean
Vehicle.ControlUnit.RearLeft1: ID uint8
Vehicle.ControlUnit.RearLeft2.Health.Network.CAN: IsNetworkOK boolean
Vehicle.ControlUnit.RearLeft2.Health.Network.ETH: IsNetworkOK boolean
Vehicle.ControlUnit.RearLeft2.Health.Resources: Power float W; Temperature float Celsius
Vehicle.ControlUnit.RearLeft2.Health.Resources.Utilization: CPU float percent 0 100; Memory float percent 0 100
Vehicle.ControlUnit.RearLeft2.Health.SWSupervision: IsAliveTriggered boolean; IsDeadlineTriggered boolean; IsLogicalTriggered boolean; IsWatchdogTriggered boolean
Vehicle.ControlUnit.RearLeft2: ID uint8
Vehicle.ControlUnit.Trunk.Health.Network.CAN: IsNetworkOK boolean
Vehicle.ControlUnit.Trunk.Health.Network.ETH: IsNetworkOK boolean
Vehicle.ControlUnit.Trunk.Health.Resources: Power float W; Temperature float Celsius
Vehicle.ControlUnit.Trunk.Health.Resources.Utilization: CPU float percent 0 100; Memory float percent 0 100
Vehicle.ControlUnit.Trunk.Health.SWSupervision: IsAliveTriggered boolean; IsDeadlineTriggered boolean; IsLogicalTriggered boolean; IsWatchdogTriggered boolean
Vehicle.ControlUnit.Trunk: ID uint8
`;
