using System.Globalization;
using CarSearch.Cars;
using CarSearch.Places;

namespace CarSearch.Suppliers.Simulated;

/// <summary>The models by region, the most common first. Of several models of one class, each supplier has one.</summary>
internal static class VehicleModels
{
    private static readonly List<VehicleModel>[] ByRegion = Load();

    public static IReadOnlyList<VehicleModel> GetAll(Region region) => ByRegion[(int)region];

    private static List<VehicleModel>[] Load()
    {
        List<VehicleModel>[] models = [[], [], []];
        TableReader.Read("vehicles.tsv", 6, (line, cells) => models[(int)Enum.Parse<Region>(line[cells[0]])].Add(new(
            line[cells[1]].ToString(),
            line[cells[2]].ToString(),
            int.Parse(line[cells[3]], CultureInfo.InvariantCulture),
            int.Parse(line[cells[4]], CultureInfo.InvariantCulture),
            int.Parse(line[cells[5]], CultureInfo.InvariantCulture))));
        return models;
    }
}

/// <summary>A car model of a region.</summary>
/// <param name="Acriss">The ACRISS code.</param>
/// <param name="Name">Make and model.</param>
/// <param name="Seats">The number of seats, including the driver's.</param>
/// <param name="Doors">The number of doors, including a tailgate.</param>
/// <param name="Bags">The number of bags that fit with all seats in use.</param>
internal sealed record VehicleModel(string Acriss, string Name, int Seats, int Doors, int Bags)
{
    public Car Car { get; } = Cars.Acriss.Decode(Acriss);

    public string Vehicle { get; } = Name + " or similar";

    /// <summary>Gets a value indicating whether drivers under 25 are excluded.</summary>
    public bool RequiresFullDriverAge => Car.Size >= CarSize.Premium || Car.Type is CarType.Sports or CarType.Convertible;

    /// <summary>Gets a value indicating whether every supplier limits the distance of this model.</summary>
    public bool LimitedMileage =>
        Car.Size == CarSize.Special || (Car.Size == CarSize.Luxury && Car.Type is CarType.Sports or CarType.Convertible);
}
