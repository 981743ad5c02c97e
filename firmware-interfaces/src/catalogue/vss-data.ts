/*
 * This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
 * If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
 *
 * Names, types, units and ranges of the COVESA Vehicle Signal Specification 6.0
 * (https://github.com/COVESA/vehicle_signal_specification, tag v6.0, commit 20c609bf95c73b51d483fb8f81a099d1d5b73066),
 * shortened: without branches, descriptions and allowed values. All other files of this package are under its own licence.
 *
 * One signal a line: how many parts of its name it shares with the line before (behind `Vehicle`), the rest of the name,
 * type, unit, minimum, maximum; `-` for none, left out at the end.
 */
export const vssVersion = "6.0";

export const vssLines = `
0 Powertrain.CombustionEngine.EngineCode string
2 Displacement uint16 cm^3
2 StrokeLength float mm
2 Bore float mm
2 Configuration string
2 NumberOfCylinders uint16
2 NumberOfValvesPerCylinder uint16
2 CompressionRatio string
2 MaxPower uint16 kW
2 MaxTorque uint16 Nm
2 AspirationType string
2 IsRunning boolean
2 Speed float rpm
2 EngineHours float h
2 IdleHours float h
2 EngineOil.Capacity float l
3 Level string
3 LifeRemaining int32 s
3 Temperature float Celsius
2 EngineCoolant.Capacity float l
3 Temperature float Celsius
3 Level string
3 LifeRemaining int32 s
2 MAP uint16 kPa
2 MAF uint16 g/s
2 TPS uint8 percent - 100
2 EOP uint16 kPa
2 Power uint16 kW
2 Torque int16 Nm
2 DieselExhaustFluid.Capacity float l
3 Level uint8 percent 0 100
3 Range uint32 m
3 IsLevelLow boolean
2 DieselParticulateFilter.InletTemperature float Celsius
3 OutletTemperature float Celsius
3 DeltaPressure float Pa
1 Transmission.Type string
2 GearCount int8
2 DriveType string
2 TravelledDistance float km
2 CurrentGear int8
2 SelectedGear int8
2 IsParkLockEngaged boolean
2 IsLowRangeEngaged boolean
2 IsElectricalPowertrainEngaged boolean
2 PerformanceMode string
2 GearChangeMode string
2 Temperature float Celsius
2 ClutchEngagement float percent 0 100
2 ClutchWear uint8 percent - 100
2 DiffLockFrontEngagement float percent 0 100
2 DiffLockRearEngagement float percent 0 100
2 TorqueDistribution float percent -100 100
1 ElectricMotor.EngineCode string
2 MaxPower uint16 kW
2 MaxTorque uint16 Nm
2 MaxRegenPower uint16 kW
2 MaxRegenTorque uint16 Nm
2 Speed float rpm
2 TimeInUse float h
2 Temperature float Celsius
2 EngineCoolant.Capacity float l
3 Temperature float Celsius
3 Level string
3 LifeRemaining int32 s
2 Power int16 kW
2 Torque int16 Nm
1 TractionBattery.Id string
2 ProductionDate string iso8601
2 ErrorCodes string[]
2 IsPowerConnected boolean
2 IsGroundConnected boolean
2 Temperature.Average float Celsius
3 Min float Celsius
3 Max float Celsius
3 CellTemperature float[]
2 CellVoltage.Min float V
3 IdMin uint16
3 Max float V
3 IdMax uint16
3 CellVoltages float[]
2 GrossCapacity uint16 kWh
2 NetCapacity uint16 kWh
2 StateOfHealth float percent 0 100
2 StateOfCharge.Current float percent 0 100.0
3 Displayed float percent 0 100.0
3 CurrentEnergy float kWh
2 NominalVoltage uint16 V
2 MaxVoltage uint16 V
2 CurrentVoltage float V
2 CurrentCurrent float A
2 CurrentPower float W
2 AccumulatedChargedEnergy float kWh
2 AccumulatedConsumedEnergy float kWh
2 AccumulatedChargedThroughput float Ah
2 AccumulatedConsumedThroughput float Ah
2 PowerLoss float W
2 Range uint32 m
2 TimeRemaining uint32 s
2 Charging.ChargingPort.FrontLeft.SupportedInletTypes string[]
5 IsFlapOpen boolean
5 IsChargingCableConnected boolean
5 IsChargingCableLocked boolean
4 FrontMiddle.SupportedInletTypes string[]
5 IsFlapOpen boolean
5 IsChargingCableConnected boolean
5 IsChargingCableLocked boolean
4 FrontRight.SupportedInletTypes string[]
5 IsFlapOpen boolean
5 IsChargingCableConnected boolean
5 IsChargingCableLocked boolean
4 RearLeft.SupportedInletTypes string[]
5 IsFlapOpen boolean
5 IsChargingCableConnected boolean
5 IsChargingCableLocked boolean
4 RearMiddle.SupportedInletTypes string[]
5 IsFlapOpen boolean
5 IsChargingCableConnected boolean
5 IsChargingCableLocked boolean
4 RearRight.SupportedInletTypes string[]
5 IsFlapOpen boolean
5 IsChargingCableConnected boolean
5 IsChargingCableLocked boolean
4 AnyPosition.SupportedInletTypes string[]
5 IsFlapOpen boolean
5 IsChargingCableConnected boolean
5 IsChargingCableLocked boolean
3 ChargeLimit uint8 percent 0 100
3 MaximumChargingCurrent.DC float A
4 Phase1 float A
4 Phase2 float A
4 Phase3 float A
3 IsCharging boolean
3 IsDischarging boolean
3 StartStopCharging string
3 ChargeCurrent.DC float A
4 Phase1 float A
4 Phase2 float A
4 Phase3 float A
3 ChargeVoltage.DC float V
4 Phase1 float V
4 Phase2 float V
4 Phase3 float V
3 AveragePower float kW
3 MaxPower float kW
3 EvseId string
3 Location.Latitude double degrees -90 90
4 Longitude double degrees -180 180
4 Altitude double m
3 PowerLoss float W
3 Temperature float Celsius
3 ChargeRate float km/h
3 TimeToComplete uint32 s
3 Timer.Mode string
4 Time string iso8601
2 DCDC.PowerLoss float W
3 Temperature float Celsius
2 BatteryConditioning.IsActive boolean
3 IsOngoing boolean
3 RequestedMode string
3 StartTime string iso8601
3 TargetTime string iso8601
3 TargetTemperature float Celsius
1 FuelSystem.SupportedFuelTypes string[]
2 SupportedFuel string[]
2 HybridType string
2 TankCapacity float l
2 AbsoluteLevel float l
2 RelativeLevel uint8 percent 0 100
2 Range uint32 m
2 TimeRemaining uint32 s
2 InstantConsumption float l/100km 0
2 AverageConsumption float l/100km 0
2 ConsumptionSinceStart float l
2 ConsumptionSinceLastRefuel float l
2 IsEngineStopStartEnabled boolean
2 IsFuelLevelLow boolean
2 IsFuelLevelEmpty boolean
2 RefuelPortPosition string[]
2 IsFuelPortFlapOpen boolean
2 InstantantFuelEconomy float km/l
2 CumulativeFuelEconomy float km/l
2 DriveFuelEconomy float km/l
2 AfterRefuelingFuelEconomy float km/l
1 RangeExtender.OperatingMode string
2 ChargeDepleting.EnergyConsumption float kWh/100km
3 Range uint32 m
2 ChargeSustaining.FuelEconomy float km/l
3 Range uint32 m
2 CombinedFuelEconomy float km/l
1 AccumulatedBrakingEnergy float kWh
1 Range uint32 m
1 TimeRemaining uint32 s
1 Type string
1 PowerOptimizeLevel uint8 - 0 10
1 IsAutoPowerOptimize boolean
0 Body.BodyType string
1 Hood.IsOpen boolean
2 Position uint8 percent 0 100
2 Switch string
1 Trunk.Front.IsLightOn boolean
3 IsLocked boolean
3 IsOpen boolean
3 Position uint8 percent 0 100
3 Switch string
2 Rear.IsLightOn boolean
3 IsLocked boolean
3 IsOpen boolean
3 Position uint8 percent 0 100
3 Switch string
1 Horn.IsActive boolean
1 Raindetection.Intensity uint8 percent - 100
1 Windshield.Front.Wiping.Mode string
4 Intensity uint8
4 System.Mode string
5 Frequency uint8 cpm
5 TargetPosition float degrees
5 ActualPosition float degrees
5 DriveCurrent float A
5 IsWiping boolean
5 IsEndingWipeCycle boolean
5 IsWiperError boolean
5 IsPositionReached boolean
5 IsBlocked boolean
5 IsOverheated boolean
4 WiperWear uint8 percent - 100
4 IsWipersWorn boolean
3 IsHeatingOn boolean
3 WasherFluid.IsLevelLow boolean
4 Level uint8 percent - 100
2 Rear.Wiping.Mode string
4 Intensity uint8
4 System.Mode string
5 Frequency uint8 cpm
5 TargetPosition float degrees
5 ActualPosition float degrees
5 DriveCurrent float A
5 IsWiping boolean
5 IsEndingWipeCycle boolean
5 IsWiperError boolean
5 IsPositionReached boolean
5 IsBlocked boolean
5 IsOverheated boolean
4 WiperWear uint8 percent - 100
4 IsWipersWorn boolean
3 IsHeatingOn boolean
3 WasherFluid.IsLevelLow boolean
4 Level uint8 percent - 100
1 Lights.LightSwitch string
2 IsHighBeamSwitchOn boolean
2 Beam.Low.IsOn boolean
4 IsDefect boolean
3 High.IsOn boolean
4 IsDefect boolean
2 Running.IsOn boolean
3 IsDefect boolean
2 Backup.IsOn boolean
3 IsDefect boolean
2 Parking.IsOn boolean
3 IsDefect boolean
2 Fog.Rear.IsOn boolean
4 IsDefect boolean
3 Front.IsOn boolean
4 IsDefect boolean
2 LicensePlate.IsOn boolean
3 IsDefect boolean
2 Brake.IsActive string
3 IsDefect boolean
2 Hazard.IsSignaling boolean
3 IsDefect boolean
2 DirectionIndicator.Left.IsSignaling boolean
4 IsDefect boolean
3 Right.IsSignaling boolean
4 IsDefect boolean
1 Mirrors.DriverSide.Tilt int8 percent -100 100
3 Pan int8 percent -100 100
3 Yaw int8 percent -100 100
3 IsHeatingOn boolean
3 IsLocked boolean
3 IsFolded boolean
2 PassengerSide.Tilt int8 percent -100 100
3 Pan int8 percent -100 100
3 Yaw int8 percent -100 100
3 IsHeatingOn boolean
3 IsLocked boolean
3 IsFolded boolean
1 RearMainSpoilerPosition float percent 0 100
1 PowerOptimizeLevel uint8 - 0 10
1 IsAutoPowerOptimize boolean
0 Cabin.RearShade.IsOpen boolean
2 Position uint8 percent 0 100
2 Switch string
1 HVAC.Station.Row1.Driver.FanSpeed uint8 percent 0 100
5 Temperature float Celsius
5 AirDistribution string
4 Passenger.FanSpeed uint8 percent 0 100
5 Temperature float Celsius
5 AirDistribution string
3 Row2.Driver.FanSpeed uint8 percent 0 100
5 Temperature float Celsius
5 AirDistribution string
4 Passenger.FanSpeed uint8 percent 0 100
5 Temperature float Celsius
5 AirDistribution string
3 Row3.Driver.FanSpeed uint8 percent 0 100
5 Temperature float Celsius
5 AirDistribution string
4 Passenger.FanSpeed uint8 percent 0 100
5 Temperature float Celsius
5 AirDistribution string
3 Row4.Driver.FanSpeed uint8 percent 0 100
5 Temperature float Celsius
5 AirDistribution string
4 Passenger.FanSpeed uint8 percent 0 100
5 Temperature float Celsius
5 AirDistribution string
2 IsRecirculationActive boolean
2 IsFrontDefrosterActive boolean
2 IsRearDefrosterActive boolean
2 IsAirConditioningActive boolean
2 AmbientAirTemperature float Celsius
2 PowerOptimizeLevel uint8 - 0 10
2 IsAutoPowerOptimize boolean
1 Infotainment.Media.Action string
3 Played.Source string
4 Genre string
4 Artist string
4 Album string
4 Track string
4 URI string
4 PlaybackRate float
3 DeclinedURI string
3 SelectedURI string
3 Volume uint8 percent 0 100
2 Navigation.DestinationSet.Latitude double degrees -90 90
4 Longitude double degrees -180 180
3 Mute string
3 Volume uint8 percent 0 100
3 GuidanceVoice string
3 Map.IsAutoScaleModeUsed boolean
2 HMI.CurrentLanguage string
3 FontSize string
3 DateFormat string
3 TimeFormat string
3 DistanceUnit string
3 FuelVolumeUnit string
3 FuelEconomyUnits string
3 EVEconomyUnits string
3 TemperatureUnit string
3 TirePressureUnit string
3 SpeedUnit string
3 EVEnergyUnits string
3 Brightness float percent 0 100
3 DayNightMode string
3 IsScreenAlwaysOn boolean
3 LastActionTime string iso8601
3 DisplayOffDuration uint16 s
2 SmartphoneProjection.Active string
3 Source string
3 SupportedMode string[]
2 SmartphoneScreenMirroring.Active string
3 Source string
2 PowerOptimizeLevel uint8 - 0 10
2 IsAutoPowerOptimize boolean
1 Sunroof.Position int8 percent -100 100
2 Switch string
2 Shade.IsOpen boolean
3 Position uint8 percent 0 100
3 Switch string
1 RearviewMirror.DimmingLevel uint8 percent - 100
1 Light.IsGloveBoxOn boolean
2 IsDomeOn boolean
2 PerceivedAmbientLight uint8 percent 0 100
2 Spotlight.Row1.DriverSide.IsLightOn boolean
5 Intensity uint8 percent 1 100
5 Color string
4 PassengerSide.IsLightOn boolean
5 Intensity uint8 percent 1 100
5 Color string
3 Row2.DriverSide.IsLightOn boolean
5 Intensity uint8 percent 1 100
5 Color string
4 PassengerSide.IsLightOn boolean
5 Intensity uint8 percent 1 100
5 Color string
3 Row3.DriverSide.IsLightOn boolean
5 Intensity uint8 percent 1 100
5 Color string
4 PassengerSide.IsLightOn boolean
5 Intensity uint8 percent 1 100
5 Color string
3 Row4.DriverSide.IsLightOn boolean
5 Intensity uint8 percent 1 100
5 Color string
4 PassengerSide.IsLightOn boolean
5 Intensity uint8 percent 1 100
5 Color string
2 AmbientLight.Row1.DriverSide.IsLightOn boolean
5 Intensity uint8 percent 1 100
5 Color string
4 PassengerSide.IsLightOn boolean
5 Intensity uint8 percent 1 100
5 Color string
3 Row2.DriverSide.IsLightOn boolean
5 Intensity uint8 percent 1 100
5 Color string
4 PassengerSide.IsLightOn boolean
5 Intensity uint8 percent 1 100
5 Color string
2 InteractiveLightBar.Effect string
3 IsLightOn boolean
3 Intensity uint8 percent 1 100
3 Color string
1 Door.Row1.DriverSide.Window.IsOpen boolean
5 Position uint8 percent 0 100
5 Switch string
4 IsChildLockActive boolean
4 Shade.IsOpen boolean
5 Position uint8 percent 0 100
5 Switch string
4 IsLocked boolean
4 IsOpen boolean
4 Position uint8 percent 0 100
4 Switch string
3 PassengerSide.Window.IsOpen boolean
5 Position uint8 percent 0 100
5 Switch string
4 IsChildLockActive boolean
4 Shade.IsOpen boolean
5 Position uint8 percent 0 100
5 Switch string
4 IsLocked boolean
4 IsOpen boolean
4 Position uint8 percent 0 100
4 Switch string
2 Row2.DriverSide.Window.IsOpen boolean
5 Position uint8 percent 0 100
5 Switch string
4 IsChildLockActive boolean
4 Shade.IsOpen boolean
5 Position uint8 percent 0 100
5 Switch string
4 IsLocked boolean
4 IsOpen boolean
4 Position uint8 percent 0 100
4 Switch string
3 PassengerSide.Window.IsOpen boolean
5 Position uint8 percent 0 100
5 Switch string
4 IsChildLockActive boolean
4 Shade.IsOpen boolean
5 Position uint8 percent 0 100
5 Switch string
4 IsLocked boolean
4 IsOpen boolean
4 Position uint8 percent 0 100
4 Switch string
1 DoorCount uint8
1 IsWindowChildLockEngaged boolean
1 Seat.Row1.DriverSide.OccupancyStatus string
4 IsBelted boolean
4 SeatBeltHeight uint16 mm
4 Massage.IsAvailable boolean
5 Level uint8 percent 0 100
5 Status string
5 SupportedTypes string[]
5 TypeActive string
4 Position uint16 mm 0
4 Height uint16 mm 0
4 Tilt float degrees
4 Backrest.Recline float degrees
5 LumbarSupport float percent 0 100
5 TopLumbarSupport float percent 0 100
5 MidLumbarSupport float percent 0 100
5 BottomLumbarSupport float percent 0 100
5 LumbarHeight uint8 mm 0
5 SideBolsterSupport float percent 0 100
5 SideBolsterSupportLeft float percent 0 100
5 SideBolsterSupportRight float percent 0 100
5 UpperShoulderSupport float percent 0 100
5 IsReclineForwardSwitchEngaged boolean
5 IsReclineBackwardSwitchEngaged boolean
5 IsMoreLumbarSupportSwitchEngaged boolean
5 IsLessLumbarSupportSwitchEngaged boolean
5 IsLumbarUpSwitchEngaged boolean
5 IsLumbarDownSwitchEngaged boolean
5 IsMoreSideBolsterSupportSwitchEngaged boolean
5 IsLessSideBolsterSupportSwitchEngaged boolean
5 HeatingCooling int8 percent -100 100
4 Seating.Length uint16 mm 0
5 SideBolsterSupportRight float percent 0 100
5 SideBolsterSupportLeft float percent 0 100
5 IsForwardSwitchEngaged boolean
5 IsBackwardSwitchEngaged boolean
5 HeatingCooling int8 percent -100 100
4 Headrest.Height uint8 mm 0
5 Angle float degrees
5 IsUpSwitchEngaged boolean
5 IsDownSwitchEngaged boolean
5 IsForwardSwitchEngaged boolean
5 IsBackwardSwitchEngaged boolean
4 Airbag.IsEnabled boolean
5 IsDeployed boolean
4 NeckScarf.HeatingCooling int8 percent -100 100
5 FanSpeed uint8 percent 0 100
4 IsWarmerSwitchEngaged boolean
4 IsCoolerSwitchEngaged boolean
4 IsForwardSwitchEngaged boolean
4 IsBackwardSwitchEngaged boolean
4 IsUpSwitchEngaged boolean
4 IsDownSwitchEngaged boolean
4 IsTiltForwardSwitchEngaged boolean
4 IsTiltBackwardSwitchEngaged boolean
4 IsIncreaseMassageLevelSwitchEngaged boolean
4 IsDecreaseMassageLevelSwitchEngaged boolean
4 HeatingCooling int8 percent -100 100
3 Middle.OccupancyStatus string
4 IsBelted boolean
4 SeatBeltHeight uint16 mm
4 Massage.IsAvailable boolean
5 Level uint8 percent 0 100
5 Status string
5 SupportedTypes string[]
5 TypeActive string
4 Position uint16 mm 0
4 Height uint16 mm 0
4 Tilt float degrees
4 Backrest.Recline float degrees
5 LumbarSupport float percent 0 100
5 TopLumbarSupport float percent 0 100
5 MidLumbarSupport float percent 0 100
5 BottomLumbarSupport float percent 0 100
5 LumbarHeight uint8 mm 0
5 SideBolsterSupport float percent 0 100
5 SideBolsterSupportLeft float percent 0 100
5 SideBolsterSupportRight float percent 0 100
5 UpperShoulderSupport float percent 0 100
5 IsReclineForwardSwitchEngaged boolean
5 IsReclineBackwardSwitchEngaged boolean
5 IsMoreLumbarSupportSwitchEngaged boolean
5 IsLessLumbarSupportSwitchEngaged boolean
5 IsLumbarUpSwitchEngaged boolean
5 IsLumbarDownSwitchEngaged boolean
5 IsMoreSideBolsterSupportSwitchEngaged boolean
5 IsLessSideBolsterSupportSwitchEngaged boolean
5 HeatingCooling int8 percent -100 100
4 Seating.Length uint16 mm 0
5 SideBolsterSupportRight float percent 0 100
5 SideBolsterSupportLeft float percent 0 100
5 IsForwardSwitchEngaged boolean
5 IsBackwardSwitchEngaged boolean
5 HeatingCooling int8 percent -100 100
4 Headrest.Height uint8 mm 0
5 Angle float degrees
5 IsUpSwitchEngaged boolean
5 IsDownSwitchEngaged boolean
5 IsForwardSwitchEngaged boolean
5 IsBackwardSwitchEngaged boolean
4 Airbag.IsEnabled boolean
5 IsDeployed boolean
4 NeckScarf.HeatingCooling int8 percent -100 100
5 FanSpeed uint8 percent 0 100
4 IsWarmerSwitchEngaged boolean
4 IsCoolerSwitchEngaged boolean
4 IsForwardSwitchEngaged boolean
4 IsBackwardSwitchEngaged boolean
4 IsUpSwitchEngaged boolean
4 IsDownSwitchEngaged boolean
4 IsTiltForwardSwitchEngaged boolean
4 IsTiltBackwardSwitchEngaged boolean
4 IsIncreaseMassageLevelSwitchEngaged boolean
4 IsDecreaseMassageLevelSwitchEngaged boolean
4 HeatingCooling int8 percent -100 100
3 PassengerSide.OccupancyStatus string
4 IsBelted boolean
4 SeatBeltHeight uint16 mm
4 Massage.IsAvailable boolean
5 Level uint8 percent 0 100
5 Status string
5 SupportedTypes string[]
5 TypeActive string
4 Position uint16 mm 0
4 Height uint16 mm 0
4 Tilt float degrees
4 Backrest.Recline float degrees
5 LumbarSupport float percent 0 100
5 TopLumbarSupport float percent 0 100
5 MidLumbarSupport float percent 0 100
5 BottomLumbarSupport float percent 0 100
5 LumbarHeight uint8 mm 0
5 SideBolsterSupport float percent 0 100
5 SideBolsterSupportLeft float percent 0 100
5 SideBolsterSupportRight float percent 0 100
5 UpperShoulderSupport float percent 0 100
5 IsReclineForwardSwitchEngaged boolean
5 IsReclineBackwardSwitchEngaged boolean
5 IsMoreLumbarSupportSwitchEngaged boolean
5 IsLessLumbarSupportSwitchEngaged boolean
5 IsLumbarUpSwitchEngaged boolean
5 IsLumbarDownSwitchEngaged boolean
5 IsMoreSideBolsterSupportSwitchEngaged boolean
5 IsLessSideBolsterSupportSwitchEngaged boolean
5 HeatingCooling int8 percent -100 100
4 Seating.Length uint16 mm 0
5 SideBolsterSupportRight float percent 0 100
5 SideBolsterSupportLeft float percent 0 100
5 IsForwardSwitchEngaged boolean
5 IsBackwardSwitchEngaged boolean
5 HeatingCooling int8 percent -100 100
4 Headrest.Height uint8 mm 0
5 Angle float degrees
5 IsUpSwitchEngaged boolean
5 IsDownSwitchEngaged boolean
5 IsForwardSwitchEngaged boolean
5 IsBackwardSwitchEngaged boolean
4 Airbag.IsEnabled boolean
5 IsDeployed boolean
4 NeckScarf.HeatingCooling int8 percent -100 100
5 FanSpeed uint8 percent 0 100
4 IsWarmerSwitchEngaged boolean
4 IsCoolerSwitchEngaged boolean
4 IsForwardSwitchEngaged boolean
4 IsBackwardSwitchEngaged boolean
4 IsUpSwitchEngaged boolean
4 IsDownSwitchEngaged boolean
4 IsTiltForwardSwitchEngaged boolean
4 IsTiltBackwardSwitchEngaged boolean
4 IsIncreaseMassageLevelSwitchEngaged boolean
4 IsDecreaseMassageLevelSwitchEngaged boolean
4 HeatingCooling int8 percent -100 100
2 Row2.DriverSide.OccupancyStatus string
4 IsBelted boolean
4 SeatBeltHeight uint16 mm
4 Massage.IsAvailable boolean
5 Level uint8 percent 0 100
5 Status string
5 SupportedTypes string[]
5 TypeActive string
4 Position uint16 mm 0
4 Height uint16 mm 0
4 Tilt float degrees
4 Backrest.Recline float degrees
5 LumbarSupport float percent 0 100
5 TopLumbarSupport float percent 0 100
5 MidLumbarSupport float percent 0 100
5 BottomLumbarSupport float percent 0 100
5 LumbarHeight uint8 mm 0
5 SideBolsterSupport float percent 0 100
5 SideBolsterSupportLeft float percent 0 100
5 SideBolsterSupportRight float percent 0 100
5 UpperShoulderSupport float percent 0 100
5 IsReclineForwardSwitchEngaged boolean
5 IsReclineBackwardSwitchEngaged boolean
5 IsMoreLumbarSupportSwitchEngaged boolean
5 IsLessLumbarSupportSwitchEngaged boolean
5 IsLumbarUpSwitchEngaged boolean
5 IsLumbarDownSwitchEngaged boolean
5 IsMoreSideBolsterSupportSwitchEngaged boolean
5 IsLessSideBolsterSupportSwitchEngaged boolean
5 HeatingCooling int8 percent -100 100
4 Seating.Length uint16 mm 0
5 SideBolsterSupportRight float percent 0 100
5 SideBolsterSupportLeft float percent 0 100
5 IsForwardSwitchEngaged boolean
5 IsBackwardSwitchEngaged boolean
5 HeatingCooling int8 percent -100 100
4 Headrest.Height uint8 mm 0
5 Angle float degrees
5 IsUpSwitchEngaged boolean
5 IsDownSwitchEngaged boolean
5 IsForwardSwitchEngaged boolean
5 IsBackwardSwitchEngaged boolean
4 Airbag.IsEnabled boolean
5 IsDeployed boolean
4 NeckScarf.HeatingCooling int8 percent -100 100
5 FanSpeed uint8 percent 0 100
4 IsWarmerSwitchEngaged boolean
4 IsCoolerSwitchEngaged boolean
4 IsForwardSwitchEngaged boolean
4 IsBackwardSwitchEngaged boolean
4 IsUpSwitchEngaged boolean
4 IsDownSwitchEngaged boolean
4 IsTiltForwardSwitchEngaged boolean
4 IsTiltBackwardSwitchEngaged boolean
4 IsIncreaseMassageLevelSwitchEngaged boolean
4 IsDecreaseMassageLevelSwitchEngaged boolean
4 HeatingCooling int8 percent -100 100
3 Middle.OccupancyStatus string
4 IsBelted boolean
4 SeatBeltHeight uint16 mm
4 Massage.IsAvailable boolean
5 Level uint8 percent 0 100
5 Status string
5 SupportedTypes string[]
5 TypeActive string
4 Position uint16 mm 0
4 Height uint16 mm 0
4 Tilt float degrees
4 Backrest.Recline float degrees
5 LumbarSupport float percent 0 100
5 TopLumbarSupport float percent 0 100
5 MidLumbarSupport float percent 0 100
5 BottomLumbarSupport float percent 0 100
5 LumbarHeight uint8 mm 0
5 SideBolsterSupport float percent 0 100
5 SideBolsterSupportLeft float percent 0 100
5 SideBolsterSupportRight float percent 0 100
5 UpperShoulderSupport float percent 0 100
5 IsReclineForwardSwitchEngaged boolean
5 IsReclineBackwardSwitchEngaged boolean
5 IsMoreLumbarSupportSwitchEngaged boolean
5 IsLessLumbarSupportSwitchEngaged boolean
5 IsLumbarUpSwitchEngaged boolean
5 IsLumbarDownSwitchEngaged boolean
5 IsMoreSideBolsterSupportSwitchEngaged boolean
5 IsLessSideBolsterSupportSwitchEngaged boolean
5 HeatingCooling int8 percent -100 100
4 Seating.Length uint16 mm 0
5 SideBolsterSupportRight float percent 0 100
5 SideBolsterSupportLeft float percent 0 100
5 IsForwardSwitchEngaged boolean
5 IsBackwardSwitchEngaged boolean
5 HeatingCooling int8 percent -100 100
4 Headrest.Height uint8 mm 0
5 Angle float degrees
5 IsUpSwitchEngaged boolean
5 IsDownSwitchEngaged boolean
5 IsForwardSwitchEngaged boolean
5 IsBackwardSwitchEngaged boolean
4 Airbag.IsEnabled boolean
5 IsDeployed boolean
4 NeckScarf.HeatingCooling int8 percent -100 100
5 FanSpeed uint8 percent 0 100
4 IsWarmerSwitchEngaged boolean
4 IsCoolerSwitchEngaged boolean
4 IsForwardSwitchEngaged boolean
4 IsBackwardSwitchEngaged boolean
4 IsUpSwitchEngaged boolean
4 IsDownSwitchEngaged boolean
4 IsTiltForwardSwitchEngaged boolean
4 IsTiltBackwardSwitchEngaged boolean
4 IsIncreaseMassageLevelSwitchEngaged boolean
4 IsDecreaseMassageLevelSwitchEngaged boolean
4 HeatingCooling int8 percent -100 100
3 PassengerSide.OccupancyStatus string
4 IsBelted boolean
4 SeatBeltHeight uint16 mm
4 Massage.IsAvailable boolean
5 Level uint8 percent 0 100
5 Status string
5 SupportedTypes string[]
5 TypeActive string
4 Position uint16 mm 0
4 Height uint16 mm 0
4 Tilt float degrees
4 Backrest.Recline float degrees
5 LumbarSupport float percent 0 100
5 TopLumbarSupport float percent 0 100
5 MidLumbarSupport float percent 0 100
5 BottomLumbarSupport float percent 0 100
5 LumbarHeight uint8 mm 0
5 SideBolsterSupport float percent 0 100
5 SideBolsterSupportLeft float percent 0 100
5 SideBolsterSupportRight float percent 0 100
5 UpperShoulderSupport float percent 0 100
5 IsReclineForwardSwitchEngaged boolean
5 IsReclineBackwardSwitchEngaged boolean
5 IsMoreLumbarSupportSwitchEngaged boolean
5 IsLessLumbarSupportSwitchEngaged boolean
5 IsLumbarUpSwitchEngaged boolean
5 IsLumbarDownSwitchEngaged boolean
5 IsMoreSideBolsterSupportSwitchEngaged boolean
5 IsLessSideBolsterSupportSwitchEngaged boolean
5 HeatingCooling int8 percent -100 100
4 Seating.Length uint16 mm 0
5 SideBolsterSupportRight float percent 0 100
5 SideBolsterSupportLeft float percent 0 100
5 IsForwardSwitchEngaged boolean
5 IsBackwardSwitchEngaged boolean
5 HeatingCooling int8 percent -100 100
4 Headrest.Height uint8 mm 0
5 Angle float degrees
5 IsUpSwitchEngaged boolean
5 IsDownSwitchEngaged boolean
5 IsForwardSwitchEngaged boolean
5 IsBackwardSwitchEngaged boolean
4 Airbag.IsEnabled boolean
5 IsDeployed boolean
4 NeckScarf.HeatingCooling int8 percent -100 100
5 FanSpeed uint8 percent 0 100
4 IsWarmerSwitchEngaged boolean
4 IsCoolerSwitchEngaged boolean
4 IsForwardSwitchEngaged boolean
4 IsBackwardSwitchEngaged boolean
4 IsUpSwitchEngaged boolean
4 IsDownSwitchEngaged boolean
4 IsTiltForwardSwitchEngaged boolean
4 IsTiltBackwardSwitchEngaged boolean
4 IsIncreaseMassageLevelSwitchEngaged boolean
4 IsDecreaseMassageLevelSwitchEngaged boolean
4 HeatingCooling int8 percent -100 100
1 DriverPosition string
1 SeatRowCount uint8
1 SeatPosCount uint8[]
1 Convertible.Status string
1 PowerOptimizeLevel uint8 - 0 10
1 IsAutoPowerOptimize boolean
0 ADAS.ActiveAutonomyLevel string
1 SupportedAutonomyLevel string
1 CruiseControl.IsEnabled boolean
2 IsActive boolean
2 SpeedSet float km/h
2 IsError boolean
2 IsAdaptive boolean
2 AdaptiveDistanceSet float m 0.0
2 AdaptiveIntervalSet uint8
1 LaneDepartureDetection.IsEnabled boolean
2 IsWarning boolean
2 IsError boolean
1 ObstacleDetection.Front.Left.IsEnabled boolean
4 IsWarning boolean
4 IsError boolean
4 Distance float m 0.0
4 TimeGap uint32 ms
4 WarningType string
3 Center.IsEnabled boolean
4 IsWarning boolean
4 IsError boolean
4 Distance float m 0.0
4 TimeGap uint32 ms
4 WarningType string
3 Right.IsEnabled boolean
4 IsWarning boolean
4 IsError boolean
4 Distance float m 0.0
4 TimeGap uint32 ms
4 WarningType string
2 Rear.Left.IsEnabled boolean
4 IsWarning boolean
4 IsError boolean
4 Distance float m 0.0
4 TimeGap uint32 ms
4 WarningType string
3 Center.IsEnabled boolean
4 IsWarning boolean
4 IsError boolean
4 Distance float m 0.0
4 TimeGap uint32 ms
4 WarningType string
3 Right.IsEnabled boolean
4 IsWarning boolean
4 IsError boolean
4 Distance float m 0.0
4 TimeGap uint32 ms
4 WarningType string
1 ABS.IsEnabled boolean
2 IsError boolean
2 IsEngaged boolean
1 TCS.IsEnabled boolean
2 IsError boolean
2 IsEngaged boolean
1 ESC.IsEnabled boolean
2 IsError boolean
2 IsEngaged boolean
2 IsStrongCrossWindDetected boolean
2 RoadFriction.MostProbable float percent 0 100
3 LowerBound float percent 0 100
3 UpperBound float percent 0 100
1 EBD.IsEnabled boolean
2 IsError boolean
2 IsEngaged boolean
1 EBA.IsEnabled boolean
2 IsError boolean
2 IsEngaged boolean
1 DMS.IsEnabled boolean
2 IsWarning boolean
2 IsError boolean
1 PowerOptimizeLevel uint8 - 0 10
1 IsAutoPowerOptimize boolean
0 Chassis.Wheelbase uint16 mm
1 Axle.Row1.TreadWidth uint16 mm
3 TrackWidth uint16 mm
3 AxleWidth uint16 mm
3 WheelCount uint8
3 WheelDiameter float inch
3 WheelWidth float inch
3 SteeringAngle float degrees
3 TireDiameter float inch
3 TireWidth uint16 mm
3 TireAspectRatio uint8 percent
3 Wheel.Left.Brake.FluidLevel uint8 percent - 100
6 IsFluidLevelLow boolean
6 PadWear uint8 percent - 100
6 IsBrakesWorn boolean
5 Tire.Pressure uint16 kPa
6 IsPressureLow boolean
6 Temperature float Celsius
6 RubberTemperature float Celsius
6 AirTemperature float Celsius
5 Speed float km/h
5 AngularSpeed float degrees/s
4 Right.Brake.FluidLevel uint8 percent - 100
6 IsFluidLevelLow boolean
6 PadWear uint8 percent - 100
6 IsBrakesWorn boolean
5 Tire.Pressure uint16 kPa
6 IsPressureLow boolean
6 Temperature float Celsius
6 RubberTemperature float Celsius
6 AirTemperature float Celsius
5 Speed float km/h
5 AngularSpeed float degrees/s
2 Row2.TreadWidth uint16 mm
3 TrackWidth uint16 mm
3 AxleWidth uint16 mm
3 WheelCount uint8
3 WheelDiameter float inch
3 WheelWidth float inch
3 SteeringAngle float degrees
3 TireDiameter float inch
3 TireWidth uint16 mm
3 TireAspectRatio uint8 percent
3 Wheel.Left.Brake.FluidLevel uint8 percent - 100
6 IsFluidLevelLow boolean
6 PadWear uint8 percent - 100
6 IsBrakesWorn boolean
5 Tire.Pressure uint16 kPa
6 IsPressureLow boolean
6 Temperature float Celsius
6 RubberTemperature float Celsius
6 AirTemperature float Celsius
5 Speed float km/h
5 AngularSpeed float degrees/s
4 Right.Brake.FluidLevel uint8 percent - 100
6 IsFluidLevelLow boolean
6 PadWear uint8 percent - 100
6 IsBrakesWorn boolean
5 Tire.Pressure uint16 kPa
6 IsPressureLow boolean
6 Temperature float Celsius
6 RubberTemperature float Celsius
6 AirTemperature float Celsius
5 Speed float km/h
5 AngularSpeed float degrees/s
1 AxleCount uint8
1 ParkingBrake.IsEngaged boolean
2 IsAutoApplyEnabled boolean
1 SteeringWheel.Angle int16 degrees
2 Tilt uint8 percent 0 100
2 Extension uint8 percent 0 100
2 HeatingCooling int8 percent -100 100
1 Accelerator.PedalPosition uint8 percent 0 100
1 Brake.PedalPosition uint8 percent 0 100
2 IsDriverEmergencyBrakingDetected boolean
0 Driver.DistractionLevel float percent 0 100
1 IsEyesOnRoad boolean
1 IsHandsOnWheel boolean
1 AttentiveProbability float percent 0 100
1 FatigueLevel float percent 0 100
1 HeartRate uint16 bpm
0 Occupant.Row1.DriverSide.Identifier.Subject string
4 Issuer string
3 HeadPosition.X int16 mm
4 Y int16 mm
4 Z int16 mm
4 Yaw float degrees -180 180
4 Pitch float degrees -90 90
4 Roll float degrees -180 180
3 MidEyeGaze.Azimuth float degrees -180 180
4 Elevation float degrees -90 90
2 Middle.Identifier.Subject string
4 Issuer string
3 HeadPosition.X int16 mm
4 Y int16 mm
4 Z int16 mm
4 Yaw float degrees -180 180
4 Pitch float degrees -90 90
4 Roll float degrees -180 180
3 MidEyeGaze.Azimuth float degrees -180 180
4 Elevation float degrees -90 90
2 PassengerSide.Identifier.Subject string
4 Issuer string
3 HeadPosition.X int16 mm
4 Y int16 mm
4 Z int16 mm
4 Yaw float degrees -180 180
4 Pitch float degrees -90 90
4 Roll float degrees -180 180
3 MidEyeGaze.Azimuth float degrees -180 180
4 Elevation float degrees -90 90
1 Row2.DriverSide.Identifier.Subject string
4 Issuer string
3 HeadPosition.X int16 mm
4 Y int16 mm
4 Z int16 mm
4 Yaw float degrees -180 180
4 Pitch float degrees -90 90
4 Roll float degrees -180 180
3 MidEyeGaze.Azimuth float degrees -180 180
4 Elevation float degrees -90 90
2 Middle.Identifier.Subject string
4 Issuer string
3 HeadPosition.X int16 mm
4 Y int16 mm
4 Z int16 mm
4 Yaw float degrees -180 180
4 Pitch float degrees -90 90
4 Roll float degrees -180 180
3 MidEyeGaze.Azimuth float degrees -180 180
4 Elevation float degrees -90 90
2 PassengerSide.Identifier.Subject string
4 Issuer string
3 HeadPosition.X int16 mm
4 Y int16 mm
4 Z int16 mm
4 Yaw float degrees -180 180
4 Pitch float degrees -90 90
4 Roll float degrees -180 180
3 MidEyeGaze.Azimuth float degrees -180 180
4 Elevation float degrees -90 90
0 Exterior.AirTemperature float Celsius
1 Humidity float percent 0 100
1 LightIntensity float percent 0 100
0 Service.IsServiceDue boolean
1 DistanceToService float km
1 TimeToService int32 s
0 Connectivity.IsConnectivityAvailable boolean
0 VersionVSS.Major uint32
1 Minor uint32
1 Patch uint32
1 Label string
0 VehicleIdentification.VIN string
1 WMI string
1 Brand string
1 Model string
1 Year uint16
1 AcrissCode string
1 BodyType string
1 DateVehicleFirstRegistered string iso8601
1 LicensePlate string
1 MeetsEmissionStandard string
1 ProductionDate string iso8601
1 PurchaseDate string iso8601
1 VehicleModelDate string iso8601
1 VehicleConfiguration string
1 VehicleSeatingCapacity uint16
1 VehicleSpecialUsage string
1 VehicleExteriorColor string
1 VehicleInteriorColor string
1 VehicleInteriorType string
1 KnownVehicleDamages string
1 OptionalExtras string[]
0 LowVoltageSystemState string
0 LowVoltageBattery.NominalVoltage uint16 V
1 NominalCapacity uint16 Ah
1 CurrentVoltage float V
1 CurrentCurrent float A
0 Speed float km/h
0 TraveledDistance uint32 m
0 TraveledDistanceSinceStart uint32 m
0 StartTime string iso8601
0 TripDuration float s
0 TripMeterReading uint32 m
0 IsBrokenDown boolean
0 IsMoving boolean
0 AverageSpeed float km/h
0 Acceleration.Longitudinal float m/s^2
1 Lateral float m/s^2
1 Vertical float m/s^2
0 AngularVelocity.Roll float degrees/s
1 Pitch float degrees/s
1 Yaw float degrees/s
0 RoofLoad int16 kg
0 CargoVolume float l 0
0 EmissionsCO2 int16 g/km
0 CurrentOverallWeight uint16 kg
0 CurbWeight uint16 kg
0 GrossWeight uint16 kg
0 MaxTowWeight uint16 kg
0 MaxTowBallWeight uint16 kg
0 Length uint16 mm
0 Height uint16 mm
0 WidthExcludingMirrors uint16 mm
0 WidthIncludingMirrors uint16 mm
0 WidthFoldedMirrors uint16 mm
0 TurningDiameter uint16 mm
0 Trailer.IsConnected boolean
0 CurrentLocation.Timestamp string iso8601
1 Latitude double degrees -90 90
1 Longitude double degrees -180 180
1 Heading double degrees 0 360
1 HorizontalAccuracy double m
1 Altitude double m
1 VerticalAccuracy double m
1 GNSSReceiver.FixType string
2 MountingPosition.X int16 mm
3 Y int16 mm
3 Z int16 mm
0 PowerOptimizeLevel uint8 - 0 10
0 IsAutoPowerOptimize boolean
0 Diagnostics.DTCCount uint8
1 DTCList string[]
0 MotionManagement.ElectricAxle.Row1.Torque int16 Nm
3 TorqueTarget int16 Nm
3 TorqueMaximum int16 Nm
3 TorqueMinimum int16 Nm
3 TorqueMaximumLimit int16 Nm
3 TorqueMinimumLimit int16 Nm
3 RotationalSpeed int16 rpm
3 RotationalSpeedTarget int16 rpm
3 RotationalSpeedMaximumLimit int16 rpm
3 RotationalSpeedMinimumLimit int16 rpm
2 Row2.Torque int16 Nm
3 TorqueTarget int16 Nm
3 TorqueMaximum int16 Nm
3 TorqueMinimum int16 Nm
3 TorqueMaximumLimit int16 Nm
3 TorqueMinimumLimit int16 Nm
3 RotationalSpeed int16 rpm
3 RotationalSpeedTarget int16 rpm
3 RotationalSpeedMaximumLimit int16 rpm
3 RotationalSpeedMinimumLimit int16 rpm
1 Brake.VehicleForceMaximum int16 N - 0
2 VehicleForceElectricMinimumArbitrated int16 N - 0
2 VehicleForceElectric int16 N - 0
2 VehicleForceDistributionFrontMaximum uint16 percent 0 100
2 VehicleForceDistributionFrontMinimum uint16 percent 0 100
2 Axle.Row1.TorqueElectricMinimum int16 Nm - 0
4 TorqueFrictionDifferenceMaximum uint16 Nm
4 TorqueDistributionFrictionRightMaximum uint16 percent 0 100
4 TorqueDistributionFrictionRightMinimum uint16 percent 0 100
4 Wheel.Left.Torque int16 Nm - 0
6 TorqueArbitrated int16 Nm - 0
6 TorqueFrictionMaximum int16 Nm - 0
6 TorqueFrictionMinimum int16 Nm - 0
6 OmegaUpper uint16 rad/s
6 OmegaLower uint16 rad/s
5 Right.Torque int16 Nm - 0
6 TorqueArbitrated int16 Nm - 0
6 TorqueFrictionMaximum int16 Nm - 0
6 TorqueFrictionMinimum int16 Nm - 0
6 OmegaUpper uint16 rad/s
6 OmegaLower uint16 rad/s
3 Row2.TorqueElectricMinimum int16 Nm - 0
4 TorqueFrictionDifferenceMaximum uint16 Nm
4 TorqueDistributionFrictionRightMaximum uint16 percent 0 100
4 TorqueDistributionFrictionRightMinimum uint16 percent 0 100
4 Wheel.Left.Torque int16 Nm - 0
6 TorqueArbitrated int16 Nm - 0
6 TorqueFrictionMaximum int16 Nm - 0
6 TorqueFrictionMinimum int16 Nm - 0
6 OmegaUpper uint16 rad/s
6 OmegaLower uint16 rad/s
5 Right.Torque int16 Nm - 0
6 TorqueArbitrated int16 Nm - 0
6 TorqueFrictionMaximum int16 Nm - 0
6 TorqueFrictionMinimum int16 Nm - 0
6 OmegaUpper uint16 rad/s
6 OmegaLower uint16 rad/s
1 Steering.SteeringWheel.Angle int16 degrees
3 AngleTarget int16 degrees
3 AngleTargetMode uint8
3 TorqueOffsetTarget int16 Nm
3 TorqueOffsetTargetMode uint8
3 TorqueTarget int16 Nm
3 TorqueTargetMode uint8
3 Torque int16 Nm
2 Axle.Row1.PositionTargetMode uint8
4 PositionOffsetTargetMode uint8
4 RackPosition int16 mm
4 RackPositionTarget int16 mm
4 RackPositionOffsetTarget int16 mm
4 SteerAngle int16 degrees
4 SteerAngleTarget int16 degrees
4 SteerAngleOffsetTarget int16 degrees
3 Row2.SteerAngle int16 degrees
4 SteerAngleTarget int16 degrees
4 SteerAngleVelocityTarget int16 degrees/s
1 Suspension.DampingPrioTarget uint8 percent 0 100
2 RollTorqueTarget int16 Nm
2 RollPrioTarget uint8 percent 0 100
2 RollTorqueDistributionFrontMaximum uint8 percent 0 100
2 RollTorqueDistributionFrontMinimum uint8 percent 0 100
2 Axle.Row1.RollTorque int16 Nm
4 Wheel.Left.DampingRateTarget uint8 percent 0 100
6 DampingRate uint8 percent 0 100
6 DampingForceTarget int16 N
6 DampingForce int16 N
5 Right.DampingRateTarget uint8 percent 0 100
6 DampingRate uint8 percent 0 100
6 DampingForceTarget int16 N
6 DampingForce int16 N
3 Row2.RollTorque int16 Nm
4 Wheel.Left.DampingRateTarget uint8 percent 0 100
6 DampingRate uint8 percent 0 100
6 DampingForceTarget int16 N
6 DampingForce int16 N
5 Right.DampingRateTarget uint8 percent 0 100
6 DampingRate uint8 percent 0 100
6 DampingForceTarget int16 N
6 DampingForce int16 N
0 ControlUnit.Central.Health.Network.CAN.IsNetworkOK boolean
4 ETH.IsNetworkOK boolean
3 Resources.Power float W
4 Temperature float Celsius
4 Utilization.CPU float percent 0 100
5 Memory float percent 0 100
3 SWSupervision.IsAliveTriggered boolean
4 IsDeadlineTriggered boolean
4 IsLogicalTriggered boolean
4 IsWatchdogTriggered boolean
2 ID uint8
1 FrontLeft.Health.Network.CAN.IsNetworkOK boolean
4 ETH.IsNetworkOK boolean
3 Resources.Power float W
4 Temperature float Celsius
4 Utilization.CPU float percent 0 100
5 Memory float percent 0 100
3 SWSupervision.IsAliveTriggered boolean
4 IsDeadlineTriggered boolean
4 IsLogicalTriggered boolean
4 IsWatchdogTriggered boolean
2 ID uint8
1 FrontRight.Health.Network.CAN.IsNetworkOK boolean
4 ETH.IsNetworkOK boolean
3 Resources.Power float W
4 Temperature float Celsius
4 Utilization.CPU float percent 0 100
5 Memory float percent 0 100
3 SWSupervision.IsAliveTriggered boolean
4 IsDeadlineTriggered boolean
4 IsLogicalTriggered boolean
4 IsWatchdogTriggered boolean
2 ID uint8
1 RearLeft1.Health.Network.CAN.IsNetworkOK boolean
4 ETH.IsNetworkOK boolean
3 Resources.Power float W
4 Temperature float Celsius
4 Utilization.CPU float percent 0 100
5 Memory float percent 0 100
3 SWSupervision.IsAliveTriggered boolean
4 IsDeadlineTriggered boolean
4 IsLogicalTriggered boolean
4 IsWatchdogTriggered boolean
2 ID uint8
1 RearLeft2.Health.Network.CAN.IsNetworkOK boolean
4 ETH.IsNetworkOK boolean
3 Resources.Power float W
4 Temperature float Celsius
4 Utilization.CPU float percent 0 100
5 Memory float percent 0 100
3 SWSupervision.IsAliveTriggered boolean
4 IsDeadlineTriggered boolean
4 IsLogicalTriggered boolean
4 IsWatchdogTriggered boolean
2 ID uint8
1 Trunk.Health.Network.CAN.IsNetworkOK boolean
4 ETH.IsNetworkOK boolean
3 Resources.Power float W
4 Temperature float Celsius
4 Utilization.CPU float percent 0 100
5 Memory float percent 0 100
3 SWSupervision.IsAliveTriggered boolean
4 IsDeadlineTriggered boolean
4 IsLogicalTriggered boolean
4 IsWatchdogTriggered boolean
2 ID uint8
`;
