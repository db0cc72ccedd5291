using CarSearch.Rentals;

namespace CarSearch.Suppliers.Simulated;

/// <summary>A hash of what a search asks for. Names and time zones follow from the codes and are left out.</summary>
internal static class RequestHash
{
    /// <summary>The hash: equal for equal searches, everywhere and for ever.</summary>
    public static ulong Of(SearchRequest search) =>
        Of(Of(0, search.PickUp), search.DropOff)
            .Then((ulong)search.Days)
            .Then((ulong)search.DriverAge)
            .Then(search.Residence)
            .Then(search.Currency);

    private static ulong Of(ulong hash, RentalPoint point)
    {
        hash = hash.Then(point.Place).Then(point.Country).Then((ulong)point.At.Ticks).Then((ulong)point.Airports.Count);
        foreach (var airport in point.Airports)
        {
            hash = hash.Then(airport.Code);
        }

        return hash;
    }
}
