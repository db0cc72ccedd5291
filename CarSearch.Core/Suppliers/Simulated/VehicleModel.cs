using CarSearch.Cars;

namespace CarSearch.Suppliers.Simulated;

/// <summary>A car model of a region.</summary>
internal sealed class VehicleModel(string acriss, string name, int seats, int doors, int bags)
{
    /// <summary>Gets the class of car.</summary>
    public Car Car { get; } = Acriss.Decode(acriss);

    /// <summary>Gets make and model, followed by <c>or similar</c>.</summary>
    public string Vehicle { get; } = name + " or similar";

    /// <summary>Gets the number of seats, including the driver's.</summary>
    public int Seats { get; } = seats;

    /// <summary>Gets the number of doors, including a tailgate.</summary>
    public int Doors { get; } = doors;

    /// <summary>Gets the number of bags that fit with all seats in use.</summary>
    public int Bags { get; } = bags;

    /// <summary>Gets a value indicating whether drivers under 25 are excluded.</summary>
    public bool RequiresFullDriverAge => Car.Size >= CarSize.Premium || Car.Type is CarType.Sports or CarType.Convertible;

    /// <summary>Gets a value indicating whether every supplier limits the distance of this model.</summary>
    public bool LimitedMileage =>
        Car.Size == CarSize.Special || (Car.Size == CarSize.Luxury && Car.Type is CarType.Sports or CarType.Convertible);
}
