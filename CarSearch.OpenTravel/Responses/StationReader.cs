using CarSearch.OpenTravel.Requests;
using CarSearch.Rentals;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Reads the stations of a vendor: elements LocationDetails, the first for the pick-up, the second for the return, a single one for both.
/// </summary>
internal sealed class StationReader(AvailabilityQuery query)
{
    private const int MaxNameLength = 120;

    private readonly StationDetails?[] locations = new StationDetails?[2];
    private StationDetails? current;

    /// <summary>Gets the stations of the query.</summary>
    public (OfferStation PickUp, OfferStation DropOff) Default { get; } = CreateStations(query, null, null);

    /// <summary>Resets the reader.</summary>
    public void Clear()
    {
        Array.Clear(locations);
        current = null;
    }

    /// <summary>Reads element LocationDetails.</summary>
    public void Read(ElementReader xml)
    {
        string? code = null, name = null;
        bool? atAirport = null;
        var isReturn = locations[0] is not null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.Name)
            {
                case "Code": code = xml.Text; break;
                case "Name": name = LenientParser.ToSingleLine(xml.Text, MaxNameLength); break;
                case "AtAirport": atAirport = LenientParser.ParseBoolean(xml.Value); break;
                case "CodeContext": isReturn |= xml.Value.Contains("return", StringComparison.OrdinalIgnoreCase); break;
            }
        }

        // Further locations are not used.
        ref var location = ref locations[isReturn ? 1 : 0];
        var date = (isReturn ? query.Search.DropOff : query.Search.PickUp).At;
        current = location is null ? location = new(code, name, atAirport, date) : null;
    }

    /// <summary>Reads an element within LocationDetails.</summary>
    /// <returns>Whether its text is needed, by <see cref="ReadText"/>.</returns>
    public bool ReadDetail(ElementReader xml) => current?.Read(xml) is true;

    /// <summary>Reads the text of an element within LocationDetails.</summary>
    public void ReadText(string name, ReadOnlySpan<char> text) => current?.ReadText(name, text);

    /// <summary>
    /// Returns the stations, by default those of the query. A single location is used for both if both codes are the same.
    /// </summary>
    public (OfferStation PickUp, OfferStation DropOff) GetStations()
    {
        if (locations is [null, null])
        {
            return Default;
        }

        var other = query.PickUp == query.DropOff ? locations[0] ?? locations[1] : null;
        var stations = CreateStations(query, locations[0] ?? other, locations[1] ?? other);

        // Offers with the stations of the query are not copied.
        return stations == Default ? Default : stations;
    }

    private static (OfferStation PickUp, OfferStation DropOff) CreateStations(
        AvailabilityQuery query, StationDetails? from, StationDetails? to)
    {
        var pickUp = CreateStation(from, query.Search.PickUp, query.PickUp);
        var dropOff = CreateStation(to, query.Search.DropOff, query.DropOff);

        // One instance of a station is written once.
        return (pickUp, dropOff == pickUp ? pickUp : dropOff);
    }

    private static OfferStation CreateStation(StationDetails? details, RentalPoint point, string requestedCode)
    {
        // Only a requested code is used: suppliers have codes of their own, which may have three letters too.
        var airport = point.Airports.FirstOrDefault(airport => airport.Code == details?.Code)
            ?? point.Airports.FirstOrDefault(airport => airport.Code == requestedCode);
        var (place, name) = (airport?.Code ?? point.Place, airport?.Name ?? point.Name);
        return details?.CreateStation(place, name) ?? new(place, name, null);
    }
}
