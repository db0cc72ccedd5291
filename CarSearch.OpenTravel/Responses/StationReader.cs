using System.Xml;
using CarSearch.OpenTravel.Requests;
using CarSearch.Rentals;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Reads the stations of a vendor: elements LocationDetails, the first for the pick-up, the second for the return, a single one for both.
/// </summary>
/// <param name="query">The query.</param>
internal sealed class StationReader(AvailabilityQuery query)
{
    private const int MaxNameLength = 120;

    private readonly Location?[] locations = new Location?[2];
    private Location? current;

    /// <summary>Resets the reader.</summary>
    public void Clear()
    {
        Array.Clear(locations);
        current = null;
    }

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

        // Further locations are not used.
        ref var location = ref locations[isReturn ? 1 : 0];
        current = location is null
            ? location = new(code, name, atAirport, new((isReturn ? query.Search.DropOff : query.Search.PickUp).At))
            : null;
    }

    /// <summary>Reads an element within LocationDetails.</summary>
    /// <returns>Whether its text is needed, by <see cref="ReadText"/>.</returns>
    public bool ReadDetail(XmlReader xml) => current?.Details.Read(xml) is true;

    /// <summary>Reads the text of an element within LocationDetails.</summary>
    public void ReadText(string name, string text) => current?.Details.ReadText(name, text);

    /// <summary>
    /// Returns the stations, by default those of the query. A single location is used for both if both codes are the same.
    /// </summary>
    public (OfferStation PickUp, OfferStation DropOff) GetStations()
    {
        var isSame = query.PickUp == query.DropOff;
        var (from, to) = (locations[0] ?? (isSame ? locations[1] : null), locations[1] ?? (isSame ? locations[0] : null));
        var pickUp = CreateStation(from, query.Search.PickUp, query.PickUp);
        var dropOff = CreateStation(to, query.Search.DropOff, query.DropOff);

        // One instance of a station is written once.
        return (pickUp, dropOff == pickUp ? pickUp : dropOff);
    }

    private static OfferStation CreateStation(Location? location, RentalPoint point, string requestedCode)
    {
        // Only a requested code is used: suppliers have codes of their own, which may have three letters too.
        var airport = point.Airports.FirstOrDefault(airport => airport.Code == location?.Code)
            ?? point.Airports.FirstOrDefault(airport => airport.Code == requestedCode);
        var station = new OfferStation(
            airport?.Code ?? point.Place, location?.Name ?? airport?.Name ?? point.Name, location?.AtAirport);
        return location is null ? station : location.Details.AddTo(station);
    }

    private sealed record Location(string? Code, string? Name, bool? AtAirport, StationDetails Details);
}
