using CarSearch.Cars;

namespace CarSearch.Suppliers.Simulated;

/// <summary>A model as one region rents it out.</summary>
internal sealed class VehicleModel(string acriss, string name, int seats, int doors, int bags)
{
    /// <summary>Its class.</summary>
    public Car Car { get; } = Acriss.Decode(acriss);

    /// <summary>Make and model, followed by the trade's promise: <c>or similar</c>.</summary>
    public string Vehicle { get; } = name + " or similar";

    /// <summary>Seats, the driver's too.</summary>
    public int Seats { get; } = seats;

    /// <summary>Doors, a tailgate too.</summary>
    public int Doors { get; } = doors;

    /// <summary>Suitcases with all seats in use.</summary>
    public int Bags { get; } = bags;

    /// <summary>Whether it is too dear for a driver under 25.</summary>
    public bool ForExperienced => Car.Size >= CarSize.Premium || Car.Type is CarType.Sports or CarType.Convertible;

    /// <summary>Whether even a company without limits limits its distance.</summary>
    public bool LimitedMileage => Car.Size == CarSize.Special || (Car.Size == CarSize.Luxury && Car.Type is CarType.Sports or CarType.Convertible);
}
