using System.Xml;
using CarSearch.OpenTravel.Requests;
using CarSearch.Rentals;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Reads the stations of a vendor: elements LocationDetails, the first for the pick-up, the second for the return, a single one for both.
/// </summary>
internal sealed class StationReader
{
    private const int MaxNameLength = 120;

    private readonly Location?[] locations = new Location?[2];

    /// <summary>Resets the reader.</summary>
    public void Clear() => Array.Clear(locations);

    /// <summary>Reads element LocationDetails.</summary>
    public void Read(XmlReader xml)
    {
        string? code = null, name = null;
        bool? atAirport = null;
        var isReturn = locations[0] is not null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Code": code = xml.Value.Trim(); break;
                case "Name": name = LenientParser.ToSingleLine(xml.Value, MaxNameLength); break;
                case "AtAirport": atAirport = LenientParser.ParseBoolean(xml.Value); break;
                case "CodeContext": isReturn |= xml.Value.Contains("return", StringComparison.OrdinalIgnoreCase); break;
            }
        }

        ref var location = ref locations[isReturn ? 1 : 0];
        location ??= new(code, name, atAirport);
    }

    /// <summary>
    /// Returns the stations, by default those of the query. A single location is used for both if both codes are the same.
    /// </summary>
    public (OfferStation PickUp, OfferStation DropOff) GetStations(AvailabilityQuery query)
    {
        var isSame = query.PickUp == query.DropOff;
        return (
            CreateStation(locations[0] ?? (isSame ? locations[1] : null), query.Search.PickUp, query.PickUp),
            CreateStation(locations[1] ?? (isSame ? locations[0] : null), query.Search.DropOff, query.DropOff));
    }

    private static OfferStation CreateStation(Location? location, RentalPoint point, string requestedCode)
    {
        // Only a requested code is used: suppliers have codes of their own, which may have three letters too.
        var airport = point.Airports.FirstOrDefault(airport => airport.Code == location?.Code)
            ?? point.Airports.FirstOrDefault(airport => airport.Code == requestedCode);
        return new(airport?.Code ?? point.Place, location?.Name ?? airport?.Name ?? point.Name, location?.AtAirport);
    }

    private sealed record Location(string? Code, string? Name, bool? AtAirport);
}
